-- { cases(first: 20) { nodes { id title state leadAgency { name } parties(first: 2) { nodes { name } } dockets { nodes { number } } mediations { nodes { state } } } } }
SELECT JSON_OBJECT('cases' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('id' : ('Case' || ':' || t1.county || ':' || t1.id), 'title' : t1."title", 'state' : t1."state", 'leadAgency' : (
SELECT JSON_OBJECT('name' : t6."name" RETURNING json)
  FROM "agency" t6
 WHERE t6.county = t1.county AND t6."code" = t1."lead_agency"), 'parties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('name' : CASE WHEN ((t8."kind" = ANY(ARRAY['MINOR'::text]::text[])) IS NOT TRUE) THEN t8."name" WHEN TRUE THEN (CASE WHEN t8."name" IS NULL THEN NULL WHEN char_length(t8."name") >= 2 THEN left(t8."name", 1) || '*' ELSE '*' END) END RETURNING json)), '[]') RETURNING json)
  FROM (
SELECT *
  FROM ((
SELECT t8.*
  FROM "party" t8
 WHERE t8.county = t1.county AND t8."case_id" = t1."id" AND t5.level >= 2 ORDER BY t8.id DESC LIMIT $5::int8)) AS t8 LIMIT 101) AS t8 HAVING TRUE), 'dockets' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('number' : t9."number" RETURNING json)), '[]') RETURNING json)
  FROM (
SELECT *
  FROM ((
SELECT t9.*
  FROM "docket" t9
 WHERE t9.county = t1.county AND t9."case_id" = t1."id" AND t5.level >= 2 ORDER BY t9.id DESC LIMIT $6::int8)) AS t9 LIMIT 101) AS t9 HAVING TRUE), 'mediations' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('state' : t10."state" RETURNING json)), '[]') RETURNING json)
  FROM (
SELECT *
  FROM ((
SELECT t10.*
  FROM "mediation" t10
 WHERE t10.county = t1.county AND t10."case_id" = t1."id" AND (t10."lead_agency" = $8::text OR t10."unit" = $9::text OR t5.level >= 2) ORDER BY t10.id DESC LIMIT $7::int8)) AS t10 LIMIT 101) AS t10 HAVING TRUE) RETURNING json)), '[]') RETURNING json)
  FROM (
SELECT t1.*
  FROM ((
SELECT *
  FROM (
SELECT DISTINCT t3.case_id AS id
  FROM unnest($4::text[]) AS t2(a) CROSS JOIN LATERAL (
SELECT *
  FROM (
SELECT DISTINCT t3.case_id
  FROM case_access t3
 WHERE t3.county = $1::text AND t3.audience = t2.a AND (t3.until IS NULL OR t3.until > $3::timestamptz) ORDER BY t3.case_id DESC LIMIT $2::int8) AS t3 LIMIT 101) AS t3 ORDER BY t3.case_id DESC LIMIT $2::int8) AS t4 LIMIT 101)) AS t4 CROSS JOIN LATERAL (
SELECT *
  FROM "case" t1
 WHERE t1.county = $1::text AND t1.id = t4.id OFFSET 0) AS t1 ORDER BY t1.id DESC LIMIT $2::int8) AS t1 CROSS JOIN LATERAL (
SELECT max(r.level) AS level
  FROM case_access r
 WHERE r.county = t1.county AND r.case_id = t1.id AND r.audience = ANY($4::text[]) AND (r.until IS NULL OR r.until > $3::timestamptz)) AS t5 HAVING TRUE) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=0, cast='int8')", "Fact(name='now', cast='timestamptz')", "Fact(name='audiences', cast='text[]')", "Value(index=1, cast='int8')", "Value(index=2, cast='int8')", "Value(index=3, cast='int8')", "Fact(name='agency', cast='text')", "Fact(name='unit', cast='text')"]
