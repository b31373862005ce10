-- Sends the bodies of a file in turn and prints what wrk counted as one line of JSON.
local bodies, place, counter = {}, 0, 0
local mark = os.getenv("BENCH_MARK") or ""
local path = os.getenv("BENCH_PATH")
local headers = { ["content-type"] = "application/json", ["accept"] = "application/json", ["authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN") }
local varies = false

function init(_)
  for line in io.lines(os.getenv("BENCH_BODIES")) do
    if line:find("@N@", 1, true) then varies = true end
    bodies[#bodies + 1] = varies and line or wrk.format("POST", path, headers, line)
  end
end

function request()
  place = place % #bodies + 1
  if not varies then return bodies[place] end
  counter = counter + 1
  return wrk.format("POST", path, headers, (bodies[place]:gsub("@N@", mark .. "-" .. counter)))
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format('\nBENCH {"requests":%d,"seconds":%.6f,"bytes":%d,"p50":%.1f,"p99":%.1f,"status":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
