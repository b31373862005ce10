-- { cases(first: 20) { nodes { id title state leadAgency { name } parties(first: 2) { nodes { name } } dockets { nodes { number } } mediations { nodes { state } } } } }
SELECT JSON_OBJECT('cases' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('id' : ('Case' || ':' || t1.county || ':' || t1.id), 'title' : t1."title", 'state' : t1."state", 'leadAgency' : (
SELECT JSON_OBJECT('name' : t9."name")
  FROM "agency" t9
 WHERE t9.county = t1.county AND t9."code" = t1."lead_agency"), 'parties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('name' : CASE WHEN ((t11."kind" = ANY(ARRAY['MINOR'::text]::text[])) IS NOT TRUE) THEN t11."name" WHEN TRUE THEN (CASE WHEN t11."name" IS NULL THEN NULL WHEN char_length(t11."name") >= 2 THEN left(t11."name", 1) || '*' ELSE '*' END) END)) FILTER (WHERE t11.rn <= $5::int8), '[]'))
  FROM (
SELECT t11.*, row_number() OVER (ORDER BY t11.id DESC) AS rn
  FROM (
SELECT *
  FROM ((
SELECT t11.*
  FROM "party" t11
 WHERE t11.county = t1.county AND t11."case_id" = t1."id" AND t8.level >= 2 ORDER BY t11.id DESC LIMIT $5::int8 + 1)) AS t11 LIMIT 101) AS t11 ORDER BY t11.id DESC LIMIT $5::int8 + 1) AS t11), 'dockets' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(CASE t12."branch" WHEN 'COURT' THEN JSON_OBJECT('number' : t12."number") WHEN 'PROCURATORATE' THEN JSON_OBJECT('number' : t12."number") WHEN 'GOVERNMENT' THEN JSON_OBJECT('number' : t12."number") END) FILTER (WHERE t12.rn <= $6::int8), '[]'))
  FROM (
SELECT t12.*, row_number() OVER (ORDER BY t12.id DESC) AS rn
  FROM (
SELECT *
  FROM ((
SELECT t12.*
  FROM "docket" t12
 WHERE t12.county = t1.county AND t12."case_id" = t1."id" AND t8.level >= 2 ORDER BY t12.id DESC LIMIT $6::int8 + 1)) AS t12 LIMIT 101) AS t12 ORDER BY t12.id DESC LIMIT $6::int8 + 1) AS t12), 'mediations' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('state' : t13."state")) FILTER (WHERE t13.rn <= $9::int8), '[]'))
  FROM (
SELECT t13.*, row_number() OVER (ORDER BY t13.id DESC) AS rn
  FROM (
SELECT *
  FROM ((
SELECT t13.*
  FROM "mediation" t13
 WHERE t13.county = t1.county AND t13."case_id" = t1."id" AND (t13."lead_agency" = $7::text OR t13."unit" = $8::text OR t8.level >= 2) ORDER BY t13.id DESC LIMIT $9::int8 + 1)) AS t13 LIMIT 101) AS t13 ORDER BY t13.id DESC LIMIT $9::int8 + 1) AS t13))) FILTER (WHERE t1.rn <= $4::int8), '[]'))
  FROM (
SELECT t1.*, row_number() OVER (ORDER BY t1.id DESC) AS rn
  FROM ((
SELECT *
  FROM (
SELECT DISTINCT t6.case_id AS id
  FROM unnest($3::text[]) AS t5(a) CROSS JOIN LATERAL (
SELECT *
  FROM (
SELECT DISTINCT t6.case_id
  FROM case_access t6
 WHERE t6.county = $1::text AND t6.audience = t5.a AND (t6.until IS NULL OR t6.until > $2::timestamptz) ORDER BY t6.case_id DESC LIMIT $4::int8 + 1) AS t6 LIMIT 101) AS t6 ORDER BY t6.case_id DESC LIMIT $4::int8 + 1) AS t7 LIMIT 101)) AS t7 CROSS JOIN LATERAL (
SELECT *
  FROM "case" t1
 WHERE t1.county = $1::text AND t1.id = t7.id OFFSET 0) AS t1 ORDER BY t1.id DESC LIMIT $4::int8 + 1) AS t1 CROSS JOIN LATERAL (
SELECT max(r.level) AS level
  FROM case_access r
 WHERE r.county = t1.county AND r.case_id = t1.id AND r.audience = ANY($3::text[]) AND (r.until IS NULL OR r.until > $2::timestamptz)) AS t8))::text
-- ["Fact(name='county', cast='text')", "Fact(name='now', cast='timestamptz')", "Fact(name='audiences', cast='text[]')", "Value(index=0, cast='int8')", "Value(index=1, cast='int8')", "Value(index=2, cast='int8')", "Fact(name='agency', cast='text')", "Fact(name='unit', cast='text')", "Value(index=3, cast='int8')"]
