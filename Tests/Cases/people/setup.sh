# What most cases here begin with: a store with one community and three users.
#
# ada is the admin of bakers, ben is a member of it, cleo is not. `try` shows a command, what it
# prints, and its exit code, so that a case reads like a session at the keyboard.

export SOURCE_DATE_EPOCH=1772323200  # 2026-03-01

levain init --quiet
for name in ada ben cleo; do
  levain user create --email "$name@example.org" --username "$name" --quiet
done
levain community create --slug bakers --name "The Bakers" --admin ada --quiet
levain member invite bakers --email ben@example.org --as ada@example.org --quiet

try() {
  printf '$'
  printf ' %q' "$@"
  printf '\n'
  "$@" 2>&1
  local code=$?
  [ $code -eq 0 ] || echo "[exit code $code]"
  return $code
}
