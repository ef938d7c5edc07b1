// The functions behind the routes: one each, by the name of its operation. What they are given has
// been checked against the table (routes.cpp).
#pragma once

#include "engine/ledger/ledger_pages.h"
#include "engine/run/service/route.h"
#include "engine/run/workspace.h"

namespace engine::service {

/// The video that the path names, where the caller may see it. Errors: kNotFound.
Result<ledger::ListedVideo> video_named(const Call& call, run::Records& records);

Result<HttpResponse> get_health(const Call& call);
Result<HttpResponse> get_readiness(const Call& call);
Result<HttpResponse> get_metrics(const Call& call);
Result<HttpResponse> get_openapi(const Call& call);

Result<HttpResponse> get_me(const Call& call);
Result<HttpResponse> post_session(const Call& call);
Result<HttpResponse> delete_session(const Call& call);
Result<HttpResponse> list_tokens(const Call& call);
Result<HttpResponse> post_token(const Call& call);
Result<HttpResponse> delete_token(const Call& call);

Result<HttpResponse> list_videos(const Call& call);
Result<HttpResponse> get_video(const Call& call);
Result<HttpResponse> put_facts(const Call& call);
Result<HttpResponse> list_uses_of_video(const Call& call);
Result<HttpResponse> list_unknown_of_video(const Call& call);
Result<HttpResponse> get_waveform(const Call& call);
Result<HttpResponse> get_video_media(const Call& call);
Result<HttpResponse> list_changes(const Call& call);
Result<HttpResponse> undo_change(const Call& call);

Result<HttpResponse> list_uses(const Call& call);
Result<HttpResponse> list_review(const Call& call);
Result<HttpResponse> get_use(const Call& call);
Result<HttpResponse> put_decision(const Call& call);

Result<HttpResponse> list_unknown(const Call& call);
Result<HttpResponse> get_unknown(const Call& call);
Result<HttpResponse> put_unknown_name(const Call& call);

Result<HttpResponse> post_scan(const Call& call);
Result<HttpResponse> post_recording(const Call& call);
Result<HttpResponse> post_backup(const Call& call);

Result<HttpResponse> post_upload(const Call& call);
Result<HttpResponse> list_uploads(const Call& call);
Result<HttpResponse> get_upload(const Call& call);
Result<BodyPlan> plan_upload_part(const Call& call);
Result<HttpResponse> put_upload(const Call& call);
Result<HttpResponse> delete_upload(const Call& call);

Result<HttpResponse> list_jobs(const Call& call);
Result<HttpResponse> get_job(const Call& call);
Result<HttpResponse> cancel_job(const Call& call);

Result<HttpResponse> stream_events(const Call& call);

Result<HttpResponse> get_sheet(const Call& call);
Result<HttpResponse> get_sheet_rows(const Call& call);
Result<HttpResponse> patch_sheet_rows(const Call& call);
Result<HttpResponse> post_sheet_state(const Call& call);

Result<HttpResponse> list_recordings(const Call& call);
Result<HttpResponse> get_recording(const Call& call);
Result<HttpResponse> get_recording_media(const Call& call);

Result<HttpResponse> list_licences(const Call& call);
Result<HttpResponse> get_licence(const Call& call);
Result<HttpResponse> post_licences(const Call& call);
Result<HttpResponse> revoke_licence(const Call& call);
Result<HttpResponse> list_audit(const Call& call);

Result<HttpResponse> get_usage_report(const Call& call);
Result<HttpResponse> get_composer_report(const Call& call);
Result<HttpResponse> get_audit_report(const Call& call);
Result<HttpResponse> list_composers(const Call& call);
Result<HttpResponse> get_composer(const Call& call);
Result<HttpResponse> get_statement(const Call& call);

Result<HttpResponse> post_check(const Call& call);

Result<HttpResponse> list_live(const Call& call);
Result<HttpResponse> post_live(const Call& call);
Result<HttpResponse> delete_live(const Call& call);

Result<HttpResponse> list_webhooks(const Call& call);
Result<HttpResponse> post_webhook(const Call& call);
Result<HttpResponse> delete_webhook(const Call& call);
Result<HttpResponse> list_failed_deliveries(const Call& call);
Result<HttpResponse> retry_deliveries(const Call& call);

}  // namespace engine::service
