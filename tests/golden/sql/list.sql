-- { cases(first: 20) { nodes { id title state leadAgency { name } parties(first: 2) { nodes { name } } dockets { nodes { number } } mediations { nodes { state } } } } }
SELECT JSON_OBJECT('cases' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('id' : ('Case' || ':' || t1.county || ':' || t1.id), 'title' : t1."title", 'state' : t1."state", 'leadAgency' : (
SELECT JSON_OBJECT('name' : t3."name" RETURNING json)
  FROM "agency" t3
 WHERE t3.county = t1.county AND t3."code" = t1."lead_agency"), 'parties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('name' : CASE WHEN ((t4."kind" = ANY($6::text[])) IS NOT TRUE) THEN t4."name" WHEN TRUE THEN (CASE WHEN t4."name" IS NULL THEN NULL WHEN char_length(t4."name") >= 2 THEN left(t4."name", 1) || '*' ELSE '*' END) END RETURNING json)) FILTER (WHERE t4.rn <= $5::int8), '[]') RETURNING json)
  FROM (
SELECT t4.*, row_number() OVER (ORDER BY t4.id DESC) AS rn
  FROM "party" t4
 WHERE t4.county = t1.county AND t4."case_id" = t1."id" AND EXISTS (
SELECT 1
  FROM case_access t5
 WHERE t5.county = t4.county AND t5.case_id = t4.case_id AND t5.audience = ANY($3::text[]) AND t5.level >= 2 AND (t5.until IS NULL OR t5.until > $4::timestamptz)) ORDER BY t4.id DESC LIMIT $5::int8 + 1) AS t4 HAVING TRUE), 'dockets' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(CASE t6."branch" WHEN 'COURT' THEN JSON_OBJECT('number' : t6."number" RETURNING json) WHEN 'PROCURATORATE' THEN JSON_OBJECT('number' : t6."number" RETURNING json) WHEN 'GOVERNMENT' THEN JSON_OBJECT('number' : t6."number" RETURNING json) END) FILTER (WHERE t6.rn <= $7::int8), '[]') RETURNING json)
  FROM (
SELECT t6.*, row_number() OVER (ORDER BY t6.id DESC) AS rn
  FROM "docket" t6
 WHERE t6.county = t1.county AND t6."case_id" = t1."id" AND EXISTS (
SELECT 1
  FROM case_access t7
 WHERE t7.county = t6.county AND t7.case_id = t6.case_id AND t7.audience = ANY($3::text[]) AND t7.level >= 2 AND (t7.until IS NULL OR t7.until > $4::timestamptz)) ORDER BY t6.id DESC LIMIT $7::int8 + 1) AS t6 HAVING TRUE), 'mediations' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('state' : t8."state" RETURNING json)) FILTER (WHERE t8.rn <= $8::int8), '[]') RETURNING json)
  FROM (
SELECT t8.*, row_number() OVER (ORDER BY t8.id DESC) AS rn
  FROM "mediation" t8
 WHERE t8.county = t1.county AND t8."case_id" = t1."id" AND (t8."lead_agency" = $9::text OR t8."unit" = $10::text OR EXISTS (
SELECT 1
  FROM case_access t9
 WHERE t9.county = t8.county AND t9.case_id = t8.case_id AND t9.audience = ANY($3::text[]) AND t9.level >= 2 AND (t9.until IS NULL OR t9.until > $4::timestamptz))) ORDER BY t8.id DESC LIMIT $8::int8 + 1) AS t8 HAVING TRUE) RETURNING json)) FILTER (WHERE t1.rn <= $2::int8), '[]') RETURNING json)
  FROM (
SELECT t1.*, row_number() OVER (ORDER BY t1.id DESC) AS rn
  FROM "case" t1
 WHERE t1.county = $1::text AND EXISTS (
SELECT 1
  FROM case_access t2
 WHERE t2.county = t1.county AND t2.case_id = t1.id AND t2.audience = ANY($3::text[]) AND t2.level >= 1 AND (t2.until IS NULL OR t2.until > $4::timestamptz)) ORDER BY t1.id DESC LIMIT $2::int8 + 1) AS t1 HAVING TRUE) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=0, cast='int8')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=1, cast='int8')", "Fixed(value=('MINOR',), cast='text[]')", "Value(index=2, cast='int8')", "Value(index=3, cast='int8')", "Fact(name='agency', cast='text')", "Fact(name='unit', cast='text')"]
