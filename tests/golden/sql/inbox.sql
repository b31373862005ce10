-- { inbox { tasks { nodes { title dueAt } } duties { nodes { label dueAt late } } } }
SELECT JSON_OBJECT('inbox' : JSON_OBJECT('tasks' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('title' : t1."title", 'dueAt' : t1."due_at")) FILTER (WHERE t1.rn <= $7::int8), '[]'))
  FROM (
SELECT t1.*, row_number() OVER (ORDER BY t1.id DESC) AS rn
  FROM "task" t1
 WHERE t1.county = $1::text AND (t1."state" = $2::text AND (t1."assignee" = $3::uuid OR t1."agency" = $4::text)) AND (t1."agency" = $4::text OR EXISTS (
SELECT 1
  FROM case_access t3
 WHERE t3.county = t1.county AND t3.case_id = t1.case_id AND t3.audience = ANY($5::text[]) AND t3.level >= 2 AND (t3.until IS NULL OR t3.until > $6::timestamptz))) ORDER BY t1.id DESC LIMIT $7::int8 + 1) AS t1), 'duties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('label' : t4."label", 'dueAt' : t4."due_at", 'late' : t4."late")) FILTER (WHERE t4.rn <= $9::int8), '[]'))
  FROM (
SELECT t4.*, row_number() OVER (ORDER BY t4.id DESC) AS rn
  FROM "duty" t4
 WHERE t4.county = $1::text AND (t4."state" = $8::text AND t4."agency" = $4::text) AND (t4."agency" = $4::text OR EXISTS (
SELECT 1
  FROM case_access t6
 WHERE t6.county = t4.county AND t6.case_id = t4.case_id AND t6.audience = ANY($5::text[]) AND t6.level >= 2 AND (t6.until IS NULL OR t6.until > $6::timestamptz))) ORDER BY t4.id DESC LIMIT $9::int8 + 1) AS t4)))::text
-- ["Fact(name='county', cast='text')", "Fixed(value='OPEN', cast='text')", "Fact(name='user_id', cast='uuid')", "Fact(name='agency', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=0, cast='int8')", "Fixed(value='RUNNING', cast='text')", "Value(index=1, cast='int8')"]
