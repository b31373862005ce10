-- { cases(first: 20) { nodes { id title state leadAgency { name } parties(first: 2) { nodes { name } } dockets { nodes { number } } mediations { nodes { state } } } } }
SELECT JSON_OBJECT('cases' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('id' : ('Case' || ':' || t1.county || ':' || t1.id), 'title' : t1."title", 'state' : t1."state", 'leadAgency' : (
SELECT JSON_OBJECT('name' : t4."name")
  FROM "agency" t4
 WHERE t4.county = t1.county AND t4."code" = t1."lead_agency"), 'parties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('name' : CASE WHEN ((t5."kind" = ANY($6::text[])) IS NOT TRUE) THEN t5."name" WHEN TRUE THEN (CASE WHEN t5."name" IS NULL THEN NULL WHEN char_length(t5."name") >= 2 THEN left(t5."name", 1) || '*' ELSE '*' END) END)) FILTER (WHERE t5.rn <= $5::int8), '[]'))
  FROM (
SELECT t5.*, row_number() OVER (ORDER BY t5.id DESC) AS rn
  FROM "party" t5
 WHERE t5.county = t1.county AND t5."case_id" = t1."id" AND EXISTS (
SELECT 1
  FROM case_access t7
 WHERE t7.county = t5.county AND t7.case_id = t5.case_id AND t7.audience = ANY($2::text[]) AND t7.level >= 2 AND (t7.until IS NULL OR t7.until > $3::timestamptz)) ORDER BY t5.id DESC LIMIT $5::int8 + 1) AS t5), 'dockets' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(CASE t8."branch" WHEN 'COURT' THEN JSON_OBJECT('number' : t8."number") WHEN 'PROCURATORATE' THEN JSON_OBJECT('number' : t8."number") WHEN 'GOVERNMENT' THEN JSON_OBJECT('number' : t8."number") END) FILTER (WHERE t8.rn <= $7::int8), '[]'))
  FROM (
SELECT t8.*, row_number() OVER (ORDER BY t8.id DESC) AS rn
  FROM "docket" t8
 WHERE t8.county = t1.county AND t8."case_id" = t1."id" AND EXISTS (
SELECT 1
  FROM case_access t10
 WHERE t10.county = t8.county AND t10.case_id = t8.case_id AND t10.audience = ANY($2::text[]) AND t10.level >= 2 AND (t10.until IS NULL OR t10.until > $3::timestamptz)) ORDER BY t8.id DESC LIMIT $7::int8 + 1) AS t8), 'mediations' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('state' : t11."state")) FILTER (WHERE t11.rn <= $10::int8), '[]'))
  FROM (
SELECT t11.*, row_number() OVER (ORDER BY t11.id DESC) AS rn
  FROM "mediation" t11
 WHERE t11.county = t1.county AND t11."case_id" = t1."id" AND (t11."lead_agency" = $8::text OR t11."unit" = $9::text OR EXISTS (
SELECT 1
  FROM case_access t13
 WHERE t13.county = t11.county AND t13.case_id = t11.case_id AND t13.audience = ANY($2::text[]) AND t13.level >= 2 AND (t13.until IS NULL OR t13.until > $3::timestamptz))) ORDER BY t11.id DESC LIMIT $10::int8 + 1) AS t11))) FILTER (WHERE t1.rn <= $4::int8), '[]'))
  FROM (
SELECT t1.*, row_number() OVER (ORDER BY t1.id DESC) AS rn
  FROM "case" t1
 WHERE t1.county = $1::text AND EXISTS (
SELECT 1
  FROM case_access t3
 WHERE t3.county = t1.county AND t3.case_id = t1.id AND t3.audience = ANY($2::text[]) AND t3.level >= 1 AND (t3.until IS NULL OR t3.until > $3::timestamptz)) ORDER BY t1.id DESC LIMIT $4::int8 + 1) AS t1))::text
-- ["Fact(name='county', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=0, cast='int8')", "Value(index=1, cast='int8')", "Fixed(value=('MINOR',), cast='text[]')", "Value(index=2, cast='int8')", "Fact(name='agency', cast='text')", "Fact(name='unit', cast='text')", "Value(index=3, cast='int8')"]
