-- { inbox { tasks { nodes { title dueAt } } duties { nodes { label dueAt late } } } }
SELECT JSON_OBJECT('inbox' : JSON_OBJECT('tasks' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('title' : t1."title", 'dueAt' : t1."due_at")) FILTER (WHERE t1.rn <= $6::int8), '[]'))
  FROM (
SELECT t1.*, row_number() OVER (ORDER BY t1.id DESC) AS rn
  FROM ((
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."assignee" = $2::uuid AND t1."agency" = $3::text ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t7 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."assignee" = $2::uuid AND EXISTS (
SELECT 1
  FROM case_access t5
 WHERE t5.county = t1.county AND t5.case_id = t1.case_id AND t5.audience = ANY($4::text[]) AND t5.level >= 2 AND (t5.until IS NULL OR t5.until > $5::timestamptz)) ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t7 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."agency" = $3::text AND t1."agency" = $3::text ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t7 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."agency" = $3::text AND EXISTS (
SELECT 1
  FROM case_access t6
 WHERE t6.county = t1.county AND t6.case_id = t1.case_id AND t6.audience = ANY($4::text[]) AND t6.level >= 2 AND (t6.until IS NULL OR t6.until > $5::timestamptz)) ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t7 LIMIT 101)) AS t7 CROSS JOIN LATERAL (
SELECT *
  FROM "task" t1
 WHERE t1.county = $1::text AND t1.id = t7.id OFFSET 0) AS t1 ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t1), 'duties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('label' : t9."label", 'dueAt' : t9."due_at", 'late' : t9."late")) FILTER (WHERE t9.rn <= $7::int8), '[]'))
  FROM (
SELECT t9.*, row_number() OVER (ORDER BY t9.id DESC) AS rn
  FROM ((
SELECT *
  FROM (
SELECT t9.id
  FROM "duty" t9
 WHERE t9.county = $1::text AND t9."state" = 'RUNNING'::text AND t9."agency" = $3::text AND t9."agency" = $3::text ORDER BY t9.id DESC LIMIT $7::int8 + 1) AS t13 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t9.id
  FROM "duty" t9
 WHERE t9.county = $1::text AND t9."state" = 'RUNNING'::text AND t9."agency" = $3::text AND EXISTS (
SELECT 1
  FROM case_access t12
 WHERE t12.county = t9.county AND t12.case_id = t9.case_id AND t12.audience = ANY($4::text[]) AND t12.level >= 2 AND (t12.until IS NULL OR t12.until > $5::timestamptz)) ORDER BY t9.id DESC LIMIT $7::int8 + 1) AS t13 LIMIT 101)) AS t13 CROSS JOIN LATERAL (
SELECT *
  FROM "duty" t9
 WHERE t9.county = $1::text AND t9.id = t13.id OFFSET 0) AS t9 ORDER BY t9.id DESC LIMIT $7::int8 + 1) AS t9)))::text
-- ["Fact(name='county', cast='text')", "Fact(name='user_id', cast='uuid')", "Fact(name='agency', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=0, cast='int8')", "Value(index=1, cast='int8')"]
