#include "engine/run/cli/serve_command.h"

#include "engine/run/service/serving.h"

#include <ostream>
#include <thread>

namespace engine::cli {
namespace {

struct ServeOptions {
  std::string listen = "127.0.0.1";
  int port = 8040;
  std::optional<std::string> certificate;
  std::optional<std::string> key;
  bool plain_http = false;
  std::vector<std::string> hosts;
  std::optional<std::string> web;
  std::optional<std::string> rate_card;
  bool allow_private = false;
  std::vector<std::string> watched;
  int rate_limit = 500;
  bool json_logs = false;
};

void declare(ServeOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kPorts{0, 65535};
  constexpr Arguments::Range kRates{0, 1'000'000};
  arguments.option("--listen ADDRESS", "where to listen; 127.0.0.1, the default, is this machine",
                   options.listen);
  arguments.number("--port N", "8040 by default; 0 is one that is free", kPorts, options.port);
  arguments.option("--tls-cert FILE", "serve TLS with this certificate (PEM)", options.certificate);
  arguments.option("--tls-key FILE", "the key of that certificate (PEM)", options.key);
  arguments.flag("--plain-http", "no TLS although others can reach it: something before it has TLS",
                 options.plain_http);
  arguments.option("--host NAME", "a name that browsers may ask it under; may be given again",
                   options.hosts);
  arguments.option("--web DIR", "pages from DIR, in place of those within", options.web);
  arguments.option("--rate-card FILE",
                   "TOML or JSON with [[offers]]: what would cover what nothing covers",
                   options.rate_card);
  arguments.option("--watch DIR", "scan videos as they come into DIR", options.watched);
  arguments.number("--rate-limit N",
                   "requests a second that a token may make, and ten times as many at once; 500 by "
                   "default, 0 for any number",
                   kRates, options.rate_limit);
  arguments.flag("--allow-private", "scan URLs of private networks, too", options.allow_private);
  arguments.choice<bool>("--log-format FORMAT", "of a line for each request: text or json",
                         {{"text", false}, {"json", true}}, options.json_logs);
}

Result<service::ServingOptions> serving_options(const ServeOptions& options,
                                                const Session& session) {
  service::ServingOptions serving;
  serving.workspace = session.global.workspace;
  serving.http.address = options.listen;
  serving.http.port = static_cast<std::uint16_t>(options.port);
  if (options.certificate.has_value() != options.key.has_value()) {
    return fail(Errc::kUsage, "TLS takes both --tls-cert and --tls-key");
  }
  if (options.certificate) serving.http.tls = {*options.certificate, *options.key};
  serving.plain_http = options.plain_http;
  serving.hosts = options.hosts;
  if (options.web) serving.web_folder = *options.web;
  serving.rate_card = options.rate_card;
  serving.allow_private = options.allow_private;
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  serving.job_threads =
      session.global.threads > 0 ? session.global.threads : static_cast<int>(cores);
  serving.watched = options.watched;
  serving.requests_per_second = options.rate_limit;
  serving.json_logs = options.json_logs;
  serving.quiet_log = session.global.quiet;
  serving.version = CUETRACE_VERSION;
  return serving;
}

Result<Exit> run_serve(const ServeOptions& options, const Session& session) {
  TRY(const auto serving, serving_options(options, session));
  TRY_VOID(service::serve(serving, [&](const service::Served& served) {
    if (served.first_token) {
      session.console.out
          << "There was no token yet. This one is for you, and is not shown again:\n"
          << "  " << *served.first_token << "\n"
          << "Open " << served.base_url << "/#token=" << *served.first_token << "\n";
    } else {
      session.console.out << "Open " << served.base_url << "\n";
    }
    session.console.out << std::flush;
  }));
  return Exit::kDone;
}

}  // namespace

const Command kServeCommand{
    .name = "serve",
    .summary = "answer over HTTP: the API, and pages to look, listen and correct",
    .details =
        "While it runs it is the one that writes to the workspace; commands that only look may\n"
        "be run beside it. The first start makes a token and prints it, once; more are made with\n"
        "`cuetrace token make`. /openapi.json says what it answers to. SIGINT or SIGTERM stops\n"
        "it: what is being answered is, and jobs that were not done are done at the next start.\n"
        "\n"
        "`cuetrace watch` cannot run beside it; --watch does the same within: what comes into a\n"
        "folder is among the jobs, VIDEO.json beside a video is read, no file is moved or "
        "written.\n"
        "Whoever has no token may ask a tenth of --rate-limit, by address.",
    .examples =
        "cuetrace serve\n"
        "cuetrace serve --watch /srv/incoming\n"
        "cuetrace serve --port 9000\n"
        "cuetrace serve --listen 0.0.0.0 --tls-cert cert.pem --tls-key key.pem --host "
        "music.example.org",
    .bind = bind<ServeOptions, declare, run_serve>,
};

}  // namespace engine::cli
