-- Applies one batch of one partition, as a whole or not at all.
--
-- KEYS  1 ledger, 2 accounting, 3 progress of the topic; 4 catalog;
--       then for each of M metrics its accounting; then for each of B blocks the key of its values
-- ARGV  1 topic id, 2 partition, 3 from (offset), 4 to (offset@leaderEpoch), 5 catalog version, 6 its id,
--       7 log time at from in ms and 8 at to ('' before the first record),
--       9 names changed as a JSON array ('' if none), 10 their channel, 11 what the keys of ledgers begin with,
--       12 those of progress, 13 over how many offsets checkpoints are kept,
--       14 where folding of the partition began, 15..20 counts of the fates in the order of FATES;
--       M, then for each metric 4 counts in the order of COUNTS;
--       P, then for each leaderboard with a period: the undated key, the length of the period in ms;
--       B, then for each block: its kind (s string, p HyperLogLog, z sorted set; g index of groups with a HyperLogLog each,
--          under the key with a colon and the group behind it; hashes: h to whose fields is added, n and x whose fields
--          are the least and the greatest decimal, l whose fields are the greatest text), its owner (number of the metric,
--          0: the topic), its board (number of the leaderboard with a period, 0: none), start of its pane in ms (0: none),
--          when it expires in s ('' never), n, then n times a field, member or group ('' for s and p; a group's stand
--          together) and what is merged into it
-- Progress also gets checkpoints, {partition}:{offset} = the log time at that offset: one whenever a batch crosses a
-- multiple of CHECKPOINT_EVERY, at its from. Of those further back than ARGV[13] only the last is kept.
-- Answers {1} if applied, or {0, topic id, ledger of the partition, its start, its log time, catalog version, its id} if
-- the store stands elsewhere than the batch supposes; then nothing was changed. Error DAMAGED if the bookkeeping of the topic or the
-- catalog is not what it must be; nothing was changed.

local FATES = {'gap', 'empty', 'rejected', 'duplicate', 'filtered', 'counted'}
local COUNTS = {'matched', 'applied', 'late', 'unusable'}
local MAX_SCORE = 9007199254740991
local MAX_UNPACKED = 1000
local CHECKPOINT_EVERY = 131072
local PLACED = '^%d+ [%w._-]+ %d+ %d+ %-?%d+%.?%d*$'

local LEDGER, ACCOUNTING, PROGRESS, CATALOG = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local partition, log_time = ARGV[2], tonumber(ARGV[8])

-- Reads the arguments one after the other.
local at = 20
local function next_text()
  at = at + 1
  return ARGV[at]
end
local function next_number()
  return tonumber(next_text())
end

-- Decides: everything that can be wrong is found before the first write.

local topic_id = read('HGET', LEDGER, 'id')
local position = read('HGET', LEDGER, partition)
local start = read('HGET', LEDGER, partition .. ':start')
local version, catalog_id = in_force(CATALOG)
if version == '0' then
  check_not_lost(CATALOG, ARGV[11])
end
if position and not string.match(position, '^%d+@%-?%d+$') then
  damaged(LEDGER, "has '" .. position .. "' for partition " .. partition .. '; it must be offset@leaderEpoch')
end
if start and not string.match(start, '^%d+$') then
  damaged(LEDGER, "has '" .. start .. "' as the start of partition " .. partition .. '; it must be an offset')
end
local reached = read('HGET', PROGRESS, partition)
if reached and not string.match(reached, '^%-?%d+$') then
  damaged(PROGRESS, "has '" .. reached .. "' for partition " .. partition .. '; it must be a time in ms')
end
if topic_id ~= ARGV[1] or not position or string.match(position, '^%d+') ~= ARGV[3]
    or start ~= ARGV[14] or (reached or '') ~= ARGV[7] or version ~= ARGV[5] or catalog_id ~= ARGV[6] then
  return {0, topic_id, position, start, reached, version, catalog_id}
end

for i, count in ipairs(read('HMGET', ACCOUNTING, unpack(FATES))) do
  if count and not (#count <= 18 and string.match(count, '^%d+$')) then
    damaged(ACCOUNTING, "has '" .. count .. "' as " .. FATES[i] .. '; it must be a count')
  end
end

-- The checkpoint to be written, and those that are no longer needed then.
local checkpoint, ended = nil, {}
local from, to = tonumber(ARGV[3]), tonumber(string.match(ARGV[4], '^%d+'))
if reached and math.floor(from / CHECKPOINT_EVERY) ~= math.floor(to / CHECKPOINT_EVERY) then
  checkpoint = partition .. ':' .. ARGV[3]
  local far, last = {}, -1
  for _, field in ipairs(redis.call('HKEYS', PROGRESS)) do
    local offset = tonumber(string.match(field, '^' .. partition .. ':(%d+)$'))
    if offset and offset <= from - tonumber(ARGV[13]) then
      far[#far + 1] = offset
      last = math.max(last, offset)
    end
  end
  for _, offset in ipairs(far) do
    if offset < last then
      ended[#ended + 1] = partition .. ':' .. string.format('%.0f', offset)
    end
  end
end

local lost_topics = not has_topic(CATALOG, string.sub(LEDGER, #ARGV[11] + 1)) and all_topics(CATALOG, ARGV[11])

local metrics = next_number()
local counts_at = at
at = at + metrics * #COUNTS

local boards = {}
for i = 1, next_number() do
  local board = {}
  board.key = next_text()
  board.every = next_number()
  boards[i] = board
end
if #boards > 0 then
  local before = greatest_progress(lost_topics or topics(CATALOG), ARGV[12])
  local after = log_time and math.max(before or log_time, log_time) or before
  for _, board in ipairs(boards) do
    board.current = after and pane_start(after, board.every)
    board.moved = after and (not before or pane_start(before, board.every) ~= board.current)
    board.copied = redis.call('TYPE', board.key).ok == 'zset'
  end
end

local blocks = {}
for i = 1, next_number() do
  local block = {key = KEYS[4 + metrics + i]}
  block.kind = next_text()
  block.owner = next_number()
  block.board = boards[next_number()]
  block.pane = next_number()
  block.expires = next_text()
  block.size = next_number()
  block.at = at
  at = at + 2 * block.size
  blocks[i] = block
end
if at ~= #ARGV then
  return redis.error_reply('ERR a batch of ' .. at .. ' arguments came with ' .. #ARGV)
end

-- Writes. The first one is not protected: a Redis that is out of memory, read-only or cannot save refuses it, and
-- with it the batch. After it nothing is refused for such reasons, and nothing may end the script.

redis.call('HSET', LEDGER, partition, ARGV[4])
if lost_topics then
  redis.pcall('HSET', CATALOG, 'topics', cjson.encode(lost_topics))
end

local function failure_of(answer)
  return type(answer) == 'table' and answer.err
end

-- Says so in the metric's accounting or, if that is what is broken, in the topic's.
local broken = {}
local function mark_broken(owner, key, reason)
  if not broken[owner] then
    broken[owner] = true
    local text = key .. ': ' .. reason
    if owner == 0 or failure_of(redis.pcall('HSETNX', KEYS[4 + owner], 'broken', text)) then
      redis.pcall('HSETNX', ACCOUNTING, 'broken', text)
    end
  end
end

-- Adds a decimal to a string or to a field of a hash; answers why it could not.
local function add(in_hash, key, field, delta)
  if not string.find(delta, '.', 1, true) then
    local answer
    if in_hash then
      answer = redis.pcall('HINCRBY', key, field, delta)
    else
      answer = redis.pcall('INCRBY', key, delta)
    end
    if type(answer) == 'number' then
      return nil
    end
  end
  -- A fraction here or there, a sum beyond 64 bits, or not ours at all.
  local stored
  if in_hash then
    stored = redis.pcall('HGET', key, field)
  else
    stored = redis.pcall('GET', key)
  end
  if type(stored) == 'table' then
    return stored.err
  end
  local sum = plus(stored or '0', delta)
  if not sum then
    return 'the stored value is no decimal number'
  end
  if in_hash then
    return failure_of(redis.pcall('HSET', key, field, sum))
  end
  return failure_of(redis.pcall('SET', key, sum))
end

-- By bytes: Lua itself compares texts as the locale of the server has it.
local function is_before(left, right)
  for i = 1, math.min(#left, #right) do
    local a, b = string.byte(left, i), string.byte(right, i)
    if a ~= b then
      return a < b
    end
  end
  return #left < #right
end

-- Keeps one of what is stored in a field of a hash and what comes; answers why it could not.
local function choose(kind, key, field, text)
  local stored = redis.pcall('HGET', key, field)
  if type(stored) == 'table' then
    return stored.err
  end
  local wins = not stored
  if stored and kind == 'l' then
    if not string.match(stored, PLACED) then
      return 'the stored value is no place with a number'
    end
    wins = is_before(stored, text)
  elseif stored then
    if kind == 'n' then
      wins = less(text, stored)
    else
      wins = less(stored, text)
    end
    if wins == nil then
      return 'the stored value is no decimal number'
    end
  end
  return wins and failure_of(redis.pcall('HSET', key, field, text))
end

local function rank(key, member, delta)
  local score = redis.pcall('ZINCRBY', key, delta, member)
  local number = type(score) == 'string' and tonumber(score)
  if number and number <= MAX_SCORE then
    return nil
  end
  return failure_of(score) or 'a score is beyond 2^53, where it is no longer exact'
end

-- Adds the elements that stand at every second place; answers why it could not.
local function unite(key, first, last)
  local elements = {}
  for i = first, last, 2 do
    elements[#elements + 1] = ARGV[i]
    if #elements == MAX_UNPACKED or i == last then
      local failure = failure_of(redis.pcall('PFADD', key, unpack(elements)))
      if failure then
        return failure
      end
      elements = {}
    end
  end
end

-- The first 13 hex digits of a group's SHA-1 as a number, which a double holds exactly; GroupHash.of is the same in Java.
local function hash_of(group)
  local hex = redis.sha1hex(group)
  local high, low = string.sub(hex, 1, 6), string.sub(hex, 7, 13)
  return string.format('%.0f', tonumber(high, 16) * 268435456 + tonumber(low, 16))
end

-- Adds elements to the sketches of their groups, and the groups to the index; settles each.
local function unite_groups(block, settle)
  local first, last = block.at + 1, block.at + 2 * block.size
  while first <= last do
    local group, behind = ARGV[first], first
    while behind <= last and ARGV[behind] == group do
      behind = behind + 2
    end
    local sketch = block.key .. ':' .. group
    local failure = failure_of(redis.pcall('ZADD', block.key, hash_of(group), group))
        or unite(sketch, first + 1, behind - 1)
    if not failure then
      redis.pcall('EXPIREAT', sketch, block.expires)
    end
    settle(failure)
    first = behind
  end
end

for _, block in ipairs(blocks) do
  local key, board = block.key, block.board
  local mirror = board and board.current == block.pane and not board.moved and board.copied and board.key
  local written = false
  local function settle(failure)
    if failure then
      mark_broken(block.owner, key, failure)
    else
      written = true
    end
  end
  local last = block.at + 2 * block.size
  if block.kind == 'p' then
    settle(unite(key, block.at + 2, last))
  elseif block.kind == 'g' then
    unite_groups(block, settle)
  else
    for i = block.at + 1, last, 2 do
      local field, delta = ARGV[i], ARGV[i + 1]
      local failure
      if block.kind == 'z' then
        failure = rank(key, field, delta)
        if mirror and not failure then
          redis.pcall('ZINCRBY', mirror, delta, field)
        end
      elseif block.kind == 'h' or block.kind == 's' then
        failure = add(block.kind == 'h', key, field, delta)
      else
        failure = choose(block.kind, key, field, delta)
      end
      settle(failure)
    end
  end
  if written and block.expires ~= '' then
    redis.pcall('EXPIREAT', key, block.expires)
  end
  if written and board and board.current == block.pane then
    board.touched = true
  end
end

-- The key without a date is absent or equals the one of the current period. An ended period is not worth the copy.
for _, board in ipairs(boards) do
  if board.moved or (board.touched and not board.copied) then
    local ends = board.current + board.every
    local dated = board.key .. ':' .. label(board.current, board.every)
    local copied = ends > now() and redis.call('TYPE', dated).ok == 'zset'
        and redis.pcall('COPY', dated, board.key, 'REPLACE') == 1
    if copied then
      redis.pcall('EXPIREAT', board.key, string.format('%.0f', ends / 1000))
    else
      redis.pcall('UNLINK', board.key)
    end
  end
end

if log_time then
  redis.pcall('HSET', PROGRESS, partition, ARGV[8])
end
if checkpoint then
  redis.pcall('HSET', PROGRESS, checkpoint, ARGV[7])
end
for _, field in ipairs(ended) do
  redis.pcall('HDEL', PROGRESS, field)
end
for i, fate in ipairs(FATES) do
  if ARGV[14 + i] ~= '0' then
    redis.pcall('HINCRBY', ACCOUNTING, fate, ARGV[14 + i])
  end
end
for metric = 1, metrics do
  for i, count in ipairs(COUNTS) do
    local delta = ARGV[counts_at + (metric - 1) * #COUNTS + i]
    if delta ~= '0' then
      local failure = failure_of(redis.pcall('HINCRBY', KEYS[4 + metric], count, delta))
      if failure then
        mark_broken(metric, KEYS[4 + metric], count .. ': ' .. failure)
      end
    end
  end
end
if ARGV[9] ~= '' then
  redis.pcall('PUBLISH', ARGV[10], ARGV[9])
end
return {1}
