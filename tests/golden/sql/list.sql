-- { cases(first: 20) { nodes { id title state leadAgency { name } parties(first: 2) { nodes { name } } dockets { nodes { number } } mediations { nodes { state } } } } }
SELECT JSON_OBJECT('cases' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('id' : ('Case' || ':' || t1.county || ':' || t1.id), 'title' : t1."title", 'state' : t1."state", 'leadAgency' : (
SELECT JSON_OBJECT('name' : t7."name")
  FROM "agency" t7
 WHERE t7.county = t1.county AND t7."code" = t1."lead_agency"), 'parties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('name' : CASE WHEN ((t9."kind" = ANY(ARRAY['MINOR'::text]::text[])) IS NOT TRUE) THEN t9."name" WHEN TRUE THEN (CASE WHEN t9."name" IS NULL THEN NULL WHEN char_length(t9."name") >= 2 THEN left(t9."name", 1) || '*' ELSE '*' END) END)) FILTER (WHERE t9.rn <= $5::int8), '[]'))
  FROM (
SELECT t9.*, row_number() OVER (ORDER BY t9.id DESC) AS rn
  FROM (
SELECT *
  FROM ((
SELECT t9.*
  FROM "party" t9
 WHERE t9.county = t1.county AND t9."case_id" = t1."id" AND t6.level >= 2 ORDER BY t9.id DESC LIMIT $5::int8 + 1)) AS t9 LIMIT 101) AS t9 ORDER BY t9.id DESC LIMIT $5::int8 + 1) AS t9), 'dockets' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(CASE t10."branch" WHEN 'COURT' THEN JSON_OBJECT('number' : t10."number") WHEN 'PROCURATORATE' THEN JSON_OBJECT('number' : t10."number") WHEN 'GOVERNMENT' THEN JSON_OBJECT('number' : t10."number") END) FILTER (WHERE t10.rn <= $6::int8), '[]'))
  FROM (
SELECT t10.*, row_number() OVER (ORDER BY t10.id DESC) AS rn
  FROM (
SELECT *
  FROM ((
SELECT t10.*
  FROM "docket" t10
 WHERE t10.county = t1.county AND t10."case_id" = t1."id" AND t6.level >= 2 ORDER BY t10.id DESC LIMIT $6::int8 + 1)) AS t10 LIMIT 101) AS t10 ORDER BY t10.id DESC LIMIT $6::int8 + 1) AS t10), 'mediations' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('state' : t11."state")) FILTER (WHERE t11.rn <= $9::int8), '[]'))
  FROM (
SELECT t11.*, row_number() OVER (ORDER BY t11.id DESC) AS rn
  FROM (
SELECT *
  FROM ((
SELECT t11.*
  FROM "mediation" t11
 WHERE t11.county = t1.county AND t11."case_id" = t1."id" AND (t11."lead_agency" = $7::text OR t11."unit" = $8::text OR t6.level >= 2) ORDER BY t11.id DESC LIMIT $9::int8 + 1)) AS t11 LIMIT 101) AS t11 ORDER BY t11.id DESC LIMIT $9::int8 + 1) AS t11))) FILTER (WHERE t1.rn <= $4::int8), '[]'))
  FROM (
SELECT t1.*, row_number() OVER (ORDER BY t1.id DESC) AS rn
  FROM ((
SELECT *
  FROM (
SELECT DISTINCT t4.case_id AS id
  FROM unnest($2::text[]) AS t3(a) CROSS JOIN LATERAL (
SELECT *
  FROM (
SELECT DISTINCT t4.case_id
  FROM case_access t4
 WHERE t4.county = $1::text AND t4.audience = t3.a AND (t4.until IS NULL OR t4.until > $3::timestamptz) ORDER BY t4.case_id DESC LIMIT $4::int8 + 1) AS t4 LIMIT 101) AS t4 ORDER BY t4.case_id DESC LIMIT $4::int8 + 1) AS t5 LIMIT 101)) AS t5 JOIN "case" t1 ON t1.county = $1::text AND t1.id = t5.id ORDER BY t1.id DESC LIMIT $4::int8 + 1) AS t1 CROSS JOIN LATERAL (
SELECT max(r.level) AS level
  FROM case_access r
 WHERE r.county = t1.county AND r.case_id = t1.id AND r.audience = ANY($2::text[]) AND (r.until IS NULL OR r.until > $3::timestamptz)) AS t6))::text
-- ["Fact(name='county', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=0, cast='int8')", "Value(index=1, cast='int8')", "Value(index=2, cast='int8')", "Fact(name='agency', cast='text')", "Fact(name='unit', cast='text')", "Value(index=3, cast='int8')"]
