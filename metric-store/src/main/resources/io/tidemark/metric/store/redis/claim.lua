-- Enters the partitions of a topic that its ledger does not have yet.
--
-- KEYS  1 incarnation; 2 ledger, 3 accounting, 4 progress of the topic; 5 catalog
-- ARGV  1 the incarnation when the starts were not yet looked up, 2 topic, 3 topic id, 4 what the keys of ledgers begin
--       with; then for each partition: its number, the offset where it starts
-- Answers {'CLAIMED'}, or with nothing changed {'OTHER_INCARNATION'}, {'OTHER_TOPIC'} or {'LEDGER_LOST'}. Error DAMAGED
-- if bookkeeping is not what it must be; nothing was changed.

local INCARNATION, LEDGER, ACCOUNTING, PROGRESS, CATALOG = unpack(KEYS)
local TOPIC, TOPIC_ID, LEDGERS = ARGV[2], ARGV[3], ARGV[4]

if read('GET', INCARNATION) ~= ARGV[1] then
  return {'OTHER_INCARNATION'}
end
if in_force(CATALOG) == '0' then
  check_not_lost(CATALOG, LEDGERS)
end
local names = not has_topic(CATALOG, TOPIC) and all_topics(CATALOG, LEDGERS)
local id = read('HGET', LEDGER, 'id')
if not id and redis.call('EXISTS', LEDGER, ACCOUNTING) > 0 then
  return {'LEDGER_LOST'}
end
if id and id ~= TOPIC_ID then
  return {'OTHER_TOPIC'}
end
local new = {}
for i = 5, #ARGV, 2 do
  local partition = ARGV[i]
  if not read('HGET', LEDGER, partition) then
    if read('HEXISTS', PROGRESS, partition) == 1 or read('HEXISTS', LEDGER, partition .. ':start') == 1 then
      return {'LEDGER_LOST'}
    end
    new[partition] = ARGV[i + 1]
  end
end

-- The list first: a ledger without it would be that of a store whose catalog was lost.
if names then
  if not id then
    names[#names + 1] = TOPIC
  end
  redis.call('HSET', CATALOG, 'topics', cjson.encode(names))
end
redis.call('HSET', LEDGER, 'id', TOPIC_ID)
for partition, start in pairs(new) do
  redis.call('HSET', LEDGER, partition, start .. '@-1', partition .. ':start', start)
end
return {'CLAIMED'}
