-- { case(id: "Case:510522:01920000-0000-7000-8000-000000000001") { timeline(first: 50) { nodes { act changes { field old new } } } } }
SELECT JSON_OBJECT('case' : (
SELECT JSON_OBJECT('timeline' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('act' : t3."act", 'changes' : (
SELECT coalesce(json_agg(JSON_OBJECT('field' : t4.field, 'old' : t4.old, 'new' : t4.new RETURNING json) ORDER BY t4.ordinal), '[]')
  FROM entry_change t4
 WHERE t4.county = t3.county AND t4.entry_id = t3.id AND ((t3.record_type = 'agency' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'short_name'::text, 'branch'::text, 'township'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'state'::text, 'number'::text, 'title'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'opened_on'::text, 'urgency'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "case" t5
 WHERE t5.county = t3.county AND t5.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t6
 WHERE t6.county = t5.county AND t6.case_id = t5.id AND t6.audience = ANY($7::text[]) AND (t6.until IS NULL OR t6.until > $8::timestamptz)))) OR (t3.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY(ARRAY['summary'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "case" t7
 WHERE t7.county = t3.county AND t7.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t8
 WHERE t8.county = t7.county AND t8.case_id = t7.id AND t8.audience = ANY($7::text[]) AND t8.level >= 2 AND (t8.until IS NULL OR t8.until > $8::timestamptz)))) OR (t3.record_type = 'child_education' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'school'::text, 'host_agency'::text, 'lecturer'::text, 'held_on'::text, 'audience'::text, 'content'::text, 'risks'::text, 'answer'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_education" t9
 WHERE t9.county = t3.county AND t9.id = t3.record_key::uuid AND (t9."host_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t10
 WHERE t10.county = t9.county AND t10.case_id = t9.case_id AND t10.audience = ANY($7::text[]) AND t10.level >= 2 AND (t10.until IS NULL OR t10.until > $8::timestamptz))))) OR (t3.record_type = 'child_protection' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'number'::text, 'child_token'::text, 'age_at_event'::text, 'need_to_know'::text, 'placement'::text, 'single_interview'::text, 'order_applied_at'::text, 'order_urgency'::text, 'order_number'::text, 'order_outcome'::text, 'task_title'::text, 'task_agency'::text, 'task_due_on'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_protection" t11
 WHERE t11.county = t3.county AND t11.id = t3.record_key::uuid AND (((t11."state" = ANY(ARRAY['CLOSED'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t12
 WHERE t12.county = t11.county AND t12.case_id = t11.case_id AND t12.audience = ANY($7::text[]) AND t12.level >= 2 AND (t12.until IS NULL OR t12.until > $8::timestamptz))))) OR (t3.record_type = 'child_report' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'receipt_number'::text, 'filing_number'::text, 'feedback'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_report" t13
 WHERE t13.county = t3.county AND t13.id = t3.record_key::uuid AND (((t13."state" = ANY(ARRAY['SEALED'::text, 'UNSEALED'::text, 'UNSEAL_REQUESTED'::text]::text[])) IS NOT TRUE) AND (t13."handler" = $9::uuid OR (t13."also_told" = $5::text AND ((t13."accused_agency" = $5::text) IS NOT TRUE)) OR (t13."reporter_agency" = $5::text AND ((t13."accused_agency" = $5::text) IS NOT TRUE)))))) OR (t3.record_type = 'child_report' AND split_part(t4.field, '/', 1) = ANY(ARRAY['title'::text, 'situation'::text, 'discovered_at'::text, 'reported_at'::text, 'reporter_name'::text, 'reporter_phone'::text, 'reporter_post'::text, 'child_token'::text, 'suspect_relation'::text, 'facts'::text, 'notes'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_report" t14
 WHERE t14.county = t3.county AND t14.id = t3.record_key::uuid AND (t14."handler" = $9::uuid AND ((t14."state" = ANY(ARRAY['SEALED'::text, 'UNSEALED'::text, 'UNSEAL_REQUESTED'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'child_safeguard' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'child_token'::text, 'receiver'::text, 'needed_at'::text, 'provided_by'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "child_safeguard" t15
 WHERE t15.county = t3.county AND t15.id = t3.record_key::uuid AND t15."receiver" = $5::text)) OR (t3.record_type = 'conflict' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'record_type'::text, 'record_key'::text, 'path'::text, 'base'::text, 'theirs'::text, 'mine'::text, 'their_actor'::text, 'their_agency'::text, 'my_actor'::text, 'my_agency'::text, 'their_time'::text, 'my_time'::text, 'reviewer_role'::text, 'due_at'::text, 'resolution'::text, 'reason'::text, 'resolver'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "conflict" t16
 WHERE t16.county = t3.county AND t16.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t17
 WHERE t17.county = t16.county AND t17.case_id = t16.case_id AND t17.audience = ANY($7::text[]) AND t17.level >= 2 AND (t17.until IS NULL OR t17.until > $8::timestamptz)))) OR (t3.record_type = 'consultation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'topic'::text, 'ground'::text, 'convener'::text, 'number'::text, 'pending_case'::text, 'pending_case_number'::text, 'inquiry_record'::text, 'issues'::text, 'invitees'::text, 'materials'::text, 'pledges'::text, 'held_at'::text, 'place'::text, 'attendance'::text, 'minutes_text'::text, 'signatures'::text, 'task_title'::text, 'task_agency'::text, 'task_due_on'::text, 'report'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "consultation" t18
 WHERE t18.county = t3.county AND t18.id = t3.record_key::uuid AND (t18."convener" = $5::text OR t18."lead_agency" = $5::text OR ($6::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t19
 WHERE t19.county = t18.county AND t19.case_id = t18.case_id AND t19.audience = ANY($7::text[]) AND t19.level >= 2 AND (t19.until IS NULL OR t19.until > $8::timestamptz)))))) OR (t3.record_type = 'coordination_item' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'from_agency'::text, 'assigned_agency'::text, 'request'::text, 'number'::text, 'reply_number'::text, 'reply'::text, 'objection'::text, 'escalation'::text, 'decision'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "coordination_item" t20
 WHERE t20.county = t3.county AND t20.id = t3.record_key::uuid AND (EXISTS (
SELECT 1
  FROM case_access t21
 WHERE t21.county = t20.county AND t21.case_id = t20.case_id AND t21.audience = ANY($7::text[]) AND t21.level >= 2 AND (t21.until IS NULL OR t21.until > $8::timestamptz)) OR (t20."assigned_agency" = $5::text AND ((t20."state" = ANY(ARRAY['RAISED'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'division' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'level'::text, 'valid_from'::text, 'valid_to'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'docket' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'branch'::text, 'agency'::text, 'number'::text, 'number_as_written'::text, 'registered_on'::text, 'cause'::text, 'stage'::text, 'judge'::text, 'hearing_on'::text, 'outcome'::text, 'business'::text, 'measure'::text, 'matter'::text, 'result'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "docket" t22
 WHERE t22.county = t3.county AND t22.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t23
 WHERE t23.county = t22.county AND t23.case_id = t22.case_id AND t23.audience = ANY($7::text[]) AND t23.level >= 2 AND (t23.until IS NULL OR t23.until > $8::timestamptz)))) OR (t3.record_type = 'document' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'title'::text, 'kind'::text, 'digest'::text, 'size'::text, 'media_type'::text, 'document_number'::text, 'author'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "document" t24
 WHERE t24.county = t3.county AND t24.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t25
 WHERE t25.county = t24.county AND t25.case_id = t24.case_id AND t25.audience = ANY($7::text[]) AND t25.level >= 2 AND (t25.until IS NULL OR t25.until > $8::timestamptz)))) OR (t3.record_type = 'duty' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'code'::text, 'label'::text, 'record_type'::text, 'record_key'::text, 'agency'::text, 'started_at'::text, 'due_at'::text, 'basis'::text, 'verified'::text, 'calendar_version'::text, 'provisional'::text, 'met_at'::text, 'late'::text, 'late_days'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "duty" t26
 WHERE t26.county = t3.county AND t26.id = t3.record_key::uuid AND (($5::text = ANY(ARRAY['GAJ'::text]::text[]) AND t26."agency" = $5::text) OR ($5::text = ANY(ARRAY['GAJ'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t27
 WHERE t27.county = t26.county AND t27.case_id = t26.case_id AND t27.audience = ANY($7::text[]) AND t27.level >= 2 AND (t27.until IS NULL OR t27.until > $8::timestamptz))) OR ($6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND t26."agency" = $5::text) OR ($6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t28
 WHERE t28.county = t26.county AND t28.case_id = t26.case_id AND t28.audience = ANY($7::text[]) AND t28.level >= 2 AND (t28.until IS NULL OR t28.until > $8::timestamptz))) OR (t26."agency" = $5::text AND ((t26."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE)) OR (((t26."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t29
 WHERE t29.county = t26.county AND t29.case_id = t26.case_id AND t29.audience = ANY($7::text[]) AND t29.level >= 2 AND (t29.until IS NULL OR t29.until > $8::timestamptz)))))) OR (t3.record_type = 'employment_check' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'purpose'::text, 'employer'::text, 'employer_uscc'::text, 'post'::text, 'subject_name'::text, 'subject_id_number'::text, 'consented_on'::text, 'consent_digest'::text, 'asked_agency'::text, 'result'::text, 'reference'::text, 'objection'::text, 'recheck_reason'::text, 'corrected_on'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "employment_check" t30
 WHERE t30.county = t3.county AND t30.id = t3.record_key::uuid AND t30."lead_agency" = $5::text)) OR (t3.record_type = 'enterprise_checkup' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'enterprise'::text, 'uscc'::text, 'visited_on'::text, 'risks'::text, 'follow_up'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "enterprise_checkup" t31
 WHERE t31.county = t3.county AND t31.id = t3.record_key::uuid AND (t31."lead_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t32
 WHERE t32.county = t31.county AND t32.case_id = t31.case_id AND t32.audience = ANY($7::text[]) AND t32.level >= 2 AND (t32.until IS NULL OR t32.until > $8::timestamptz))))) OR (t3.record_type = 'entry' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'position'::text, 'record_type'::text, 'record_key'::text, 'act'::text, 'move'::text, 'actor'::text, 'agency'::text, 'device'::text, 'occurred_at'::text, 'digest'::text, 'previous_digest'::text, 'payload_digest'::text, 'changes'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "entry" t33
 WHERE t33.county = t3.county AND t33.id = t3.record_key::uuid AND (EXISTS (
SELECT 1
  FROM case_access t34
 WHERE t34.county = t33.county AND t34.case_id = t33.case_id AND t34.audience = ANY($7::text[]) AND t34.level >= 2 AND (t34.until IS NULL OR t34.until > $8::timestamptz)) AND ($5::text = ANY(ARRAY['GAJ'::text]::text[]) OR $6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) OR ((t33."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'field_unit' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'short_name'::text, 'agency'::text, 'township'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'insolvency_file' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'enterprise'::text, 'uscc'::text, 'stability_risk'::text, 'situation'::text, 'employees'::text, 'wages_owed'::text, 'taxes_owed'::text, 'secured_claims'::text, 'unsecured_claims'::text, 'known_creditors'::text, 'assets'::text, 'help_measures'::text, 'rescue_outcome'::text, 'exit_advice'::text, 'administrator'::text, 'administrator_until'::text, 'petitioner'::text, 'petition_number'::text, 'court_number'::text, 'ruling_number'::text, 'petition_received_on'::text, 'debtor_notified_on'::text, 'objection_ends_on'::text, 'accepted_on'::text, 'announced_on'::text, 'claims_due_on'::text, 'first_meeting_on'::text, 'reorganised_on'::text, 'plan_received_on'::text, 'plan_adopted_on'::text, 'approval_asked_on'::text, 'declared_on'::text, 'termination_asked_on'::text, 'terminated_on'::text, 'contested_resolution'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "insolvency_file" t35
 WHERE t35.county = t3.county AND t35.id = t3.record_key::uuid AND (t35."lead_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t36
 WHERE t36.county = t35.county AND t36.case_id = t35.case_id AND t36.audience = ANY($7::text[]) AND t36.level >= 2 AND (t36.until IS NULL OR t36.until > $8::timestamptz))))) OR (t3.record_type = 'judicial_relief' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'applicant_id_number'::text, 'id_absent_reason'::text, 'phone'::text, 'hukou_township'::text, 'village'::text, 'cause'::text, 'origin_number'::text, 'caused_by_case'::text, 'vulnerable'::text, 'social_relief_reason'::text, 'evidence'::text, 'requested_amount'::text, 'proposed_amount'::text, 'monthly_wage'::text, 'approved_amount'::text, 'upper_approval'::text, 'decision_number'::text, 'bank_account'::text, 'paid_amount'::text, 'payment_voucher'::text, 'referral_kind'::text, 'referral_agency'::text, 'follow_ups'::text, 'duplicate_of'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "judicial_relief" t37
 WHERE t37.county = t3.county AND t37.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t38
 WHERE t38.county = t37.county AND t38.case_id = t37.case_id AND t38.audience = ANY($7::text[]) AND t38.level >= 2 AND (t38.until IS NULL OR t38.until > $8::timestamptz)))) OR (t3.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'dispute_type'::text, 'dispute_nature'::text, 'facts'::text, 'demands'::text, 'mediator_names'::text, 'consent_applicant'::text, 'consent_respondent'::text, 'agreement_text'::text, 'agreement_amount'::text, 'performance_method'::text, 'performance_due_on'::text, 'sealed_on'::text, 'effective_on'::text, 'file_number'::text, 'confirmation_number'::text, 'ruling'::text, 'reason'::text, 'performance_note'::text, 'follow_ups'::text, 'photos'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t39
 WHERE t39.county = t3.county AND t39.id = t3.record_key::uuid AND (t39."lead_agency" = $5::text OR t39."unit" = $10::text OR EXISTS (
SELECT 1
  FROM case_access t40
 WHERE t40.county = t39.county AND t40.case_id = t39.case_id AND t40.audience = ANY($7::text[]) AND t40.level >= 2 AND (t40.until IS NULL OR t40.until > $8::timestamptz))))) OR (t3.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['sessions'::text, 'signatures'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t41
 WHERE t41.county = t3.county AND t41.id = t3.record_key::uuid AND (t41."lead_agency" = $5::text OR t41."unit" = $10::text))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'kind'::text, 'role'::text, 'token'::text, 'id_number'::text, 'id_absent_reason'::text, 'uscc'::text, 'phone'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t42
 WHERE t42.county = t3.county AND t42.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t43
 WHERE t43.county = t42.county AND t43.case_id = t42.case_id AND t43.audience = ANY($7::text[]) AND t43.level >= 2 AND (t43.until IS NULL OR t43.until > $8::timestamptz)))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['name'::text, 'address'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t44
 WHERE t44.county = t3.county AND t44.id = t3.record_key::uuid AND (((t44."kind" = ANY(ARRAY['MINOR'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t45
 WHERE t45.county = t44.county AND t45.case_id = t44.case_id AND t45.audience = ANY($7::text[]) AND t45.level >= 2 AND (t45.until IS NULL OR t45.until > $8::timestamptz))))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['vulnerable_groups'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t46
 WHERE t46.county = t3.county AND t46.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t47
 WHERE t47.county = t46.county AND t47.case_id = t46.case_id AND t47.audience = ANY($7::text[]) AND t47.level >= 3 AND (t47.until IS NULL OR t47.until > $8::timestamptz)))) OR (t3.record_type = 'protection_proposal' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'target_agency'::text, 'content'::text, 'number'::text, 'served_on'::text, 'reply'::text, 'replied_on'::text, 'late_reply'::text, 'measures'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "protection_proposal" t48
 WHERE t48.county = t3.county AND t48.id = t3.record_key::uuid AND (t48."target_agency" = $5::text AND ((t48."state" = ANY(ARRAY['DRAFT'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'quarantine' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'record_type'::text, 'record_key'::text, 'document'::text, 'code'::text, 'explanation'::text, 'author'::text, 'unit'::text, 'device'::text, 'occurred_at'::text, 'owner_agency'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "quarantine" t49
 WHERE t49.county = t3.county AND t49.id = t3.record_key::uuid AND (t49."author" = $9::uuid OR t49."owner_agency" = $5::text))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'reply_rule'::text, 'target_agency'::text, 'document_number'::text, 'served_on'::text, 'reply_number'::text, 'replied_on'::text, 'report_number'::text, 'reported_on'::text, 'urging_number'::text, 'late_reply'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t50
 WHERE t50.county = t3.county AND t50.id = t3.record_key::uuid AND (((t50."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE) AND (t50."target_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t51
 WHERE t51.county = t50.county AND t51.case_id = t50.case_id AND t51.audience = ANY($7::text[]) AND t51.level >= 2 AND (t51.until IS NULL OR t51.until > $8::timestamptz)))))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['handler'::text, 'facts'::text, 'legal_basis'::text, 'proposals'::text, 'service_way'::text, 'receiver_name'::text, 'objection'::text, 'objection_answer'::text, 'reply'::text, 'evaluation'::text, 'assessment'::text, 'reason'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t52
 WHERE t52.county = t3.county AND t52.id = t3.record_key::uuid AND (t52."target_agency" = $5::text AND ((t52."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'role_assignment' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'user_id'::text, 'role'::text, 'valid_from'::text, 'valid_to'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'share' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'from_agency'::text, 'to_agency'::text, 'to_unit'::text, 'purpose'::text, 'reason'::text, 'expires_at'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "share" t53
 WHERE t53.county = t3.county AND t53.id = t3.record_key::uuid AND (t53."from_agency" = $5::text OR t53."to_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t54
 WHERE t54.county = t53.county AND t54.case_id = t53.case_id AND t54.audience = ANY($7::text[]) AND t54.level >= 2 AND (t54.until IS NULL OR t54.until > $8::timestamptz))))) OR (t3.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'receiver'::text, 'relief_id'::text, 'granted_amount'::text, 'reason'::text, 'feedback'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t55
 WHERE t55.county = t3.county AND t55.id = t3.record_key::uuid AND (t55."receiver" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t56
 WHERE t56.county = t55.county AND t56.case_id = t55.case_id AND t56.audience = ANY($7::text[]) AND t56.level >= 2 AND (t56.until IS NULL OR t56.until > $8::timestamptz))))) OR (t3.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY(ARRAY['need'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t57
 WHERE t57.county = t3.county AND t57.id = t3.record_key::uuid AND t57."receiver" = $5::text)) OR (t3.record_type = 'staff_screening' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'employer'::text, 'employer_uscc'::text, 'branch'::text, 'joint_agency'::text, 'present_staff'::text, 'checked_staff'::text, 'screened_on'::text, 'order_number'::text, 'correct_by'::text, 'correction'::text, 'visits'::text, 'penalty_due'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "staff_screening" t58
 WHERE t58.county = t3.county AND t58.id = t3.record_key::uuid AND (t58."joint_agency" = $5::text OR t58."lead_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t59
 WHERE t59.county = t58.county AND t59.case_id = t58.case_id AND t59.audience = ANY($7::text[]) AND t59.level >= 2 AND (t59.until IS NULL OR t59.until > $8::timestamptz))))) OR (t3.record_type = 'task' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'agency'::text, 'assignee'::text, 'due_at'::text, 'result'::text, 'origin'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "task" t60
 WHERE t60.county = t3.county AND t60.id = t3.record_key::uuid AND (t60."agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t61
 WHERE t61.county = t60.county AND t61.case_id = t60.case_id AND t61.audience = ANY($7::text[]) AND t61.level >= 2 AND (t61.until IS NULL OR t61.until > $8::timestamptz))))) OR (t3.record_type = 'user' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'username'::text, 'name'::text, 'agency'::text, 'unit'::text, 'post'::text, 'active'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])))) RETURNING json)) FILTER (WHERE t3.rn <= $4::int8), '[]') RETURNING json)
  FROM (
SELECT t3.*, row_number() OVER (ORDER BY t3."position", t3.id) AS rn
  FROM (
SELECT *
  FROM ((
SELECT t3.*
  FROM "entry" t3
 WHERE t3.county = t1.county AND t3."case_id" = t1."id" AND (t2.level >= 2 AND ($5::text = ANY(ARRAY['GAJ'::text]::text[]) OR $6::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) OR ((t3."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE))) ORDER BY t3."position", t3.id LIMIT $4::int8 + 1)) AS t3 LIMIT 101) AS t3 ORDER BY t3."position", t3.id LIMIT $4::int8 + 1) AS t3 HAVING TRUE) RETURNING json)
  FROM "case" t1 CROSS JOIN LATERAL (
SELECT max(r.level) AS level
  FROM case_access r
 WHERE r.county = t1.county AND r.case_id = t1.id AND r.audience = ANY($7::text[]) AND (r.until IS NULL OR r.until > $8::timestamptz)) AS t2
 WHERE t1.county = $1::text AND (t1."id" = $2::uuid AND t1.county = $3::text) AND t2.level >= 1) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=0, cast='uuid')", "Value(index=1, cast='text')", "Value(index=2, cast='int8')", "Fact(name='agency', cast='text')", "Fact(name='branch', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Fact(name='user_id', cast='uuid')", "Fact(name='unit', cast='text')"]
