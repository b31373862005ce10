-- Sends the bodies of a file in turn and prints what wrk counted as one line of JSON.
local bodies, place, counter = {}, 0, 0
local mark, path = os.getenv("BENCH_MARK"), os.getenv("BENCH_PATH")
local headers = { ["content-type"] = "application/json", ["accept"] = "application/json", ["authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN") }
local varies = false
refused = 0

function setup(thread) thread:set("refused", 0); first = first or thread end

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
  local turn = math.floor((counter - 1) / #bodies)
  local body = bodies[place]:gsub("@N@", mark .. "-" .. counter):gsub('"@V(%d+)@"', function(version) return string.format("%d", version + turn) end)
  return wrk.format("POST", path, headers, body)
end

-- Looking at every answer costs wrk more than some contestants need to give it, so only warm-ups do.
if os.getenv("BENCH_CHECKED") == "1" then
  function response(status, _, body)
    if status ~= 200 or body:find('"errors"%s*:') or body:find('"Refused"', 1, true) or not body:find('"data"', 1, true) then
      refused = refused + 1
      if refused == 1 then io.stderr:write(body:sub(1, 500) .. "\n") end
    end
  end
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format('\nBENCH {"requests":%d,"seconds":%.6f,"bytes":%d,"p50":%.1f,"p99":%.1f,"status":%d,"broken":%d,"refused":%d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout, first:get("refused")))
end
