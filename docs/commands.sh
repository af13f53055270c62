#!/usr/bin/env bash
# One dossier by commands alone: from two empty folders to a returned result. A test runs this file as it stands.
#
#   docs/commands.sh [FOLDER]       FOLDER defaults to a new temporary one; it keeps everything that was made
#
# Every command prints Vietnamese for a person, or one JSON object with --json. Exit codes: 0 done, 2 wrong usage,
# 3 refused by a rule, 4 province not reached, 5 integrity. Passphrases come from files here; without a file the
# programs ask, or take MOTCUA_PASSPHRASE once. All people below are invented.
set -euo pipefail

FOLDER=${1:-$(mktemp -d)}
PROVINCE_HOME=$FOLDER/province
DESK_HOME=$FOLDER/desk
mkdir -p "$FOLDER"
umask 077
echo "mat khau cua tinh" > "$FOLDER/province.secret"
echo "mat khau quan tri" > "$FOLDER/quantri.secret"
echo "mat khau tiep nhan" > "$FOLDER/thu.secret"
echo "mat khau can bo xa" > "$FOLDER/lan.secret"

province() { ${MOTCUA_PROVINCE:-motcua-province} --home "$PROVINCE_HOME" --json "$@"; }
desk() { local user=$1; shift; ${MOTCUA:-motcua} --home "$DESK_HOME" --json --as "$user" --passphrase-file "$FOLDER/$user.secret" "$@"; }
field() { ${PYTHON:-python3} -c '
import functools, json, sys
steps = sys.argv[1].split(".")
print(functools.reduce(lambda v, k: v[int(k)] if k.isdigit() else v[k], steps, json.load(sys.stdin)))' "$1"; }
step() { echo; echo "== $*"; }

step "1. The province: keys, an office, an officer; it serves on a free port"
province init --officer canbo --officer-name "Trần Văn Thử" --passphrase-file "$FOLDER/province.secret"
province office add --commune 24184 --name "Xã Thử Nghiệm"
${MOTCUA_PROVINCE:-motcua-province} --home "$PROVINCE_HOME" --json serve --port 0 > "$FOLDER/serve.json" 2> "$FOLDER/serve.log" &
SERVER=$!
trap 'kill $SERVER 2> /dev/null || true' EXIT
until [ -s "$FOLDER/serve.json" ]; do sleep 0.1; done
URL=$(field url < "$FOLDER/serve.json")

step "2. The desk: a store, its administrator, a clerk who receives, an officer who decides"
desk quantri init --commune 24184 --user quantri --name "Lê Thị Quản Trị"
desk quantri staff add --user thu --name "Trần Thị Thử" --role clerk --new-passphrase-file "$FOLDER/thu.secret"
desk quantri staff add --user lan --name "Phạm Ngọc Mẫu" --role commune_officer --new-passphrase-file "$FOLDER/lan.secret"

step "3. Enrolment: the one time a desk needs the line before it works"
CODE=$(province enrol-code --commune 24184 | field code)
desk quantri enrol --url "$URL" --ca "$PROVINCE_HOME/ca.pem" --code "$CODE"

step "4. Intake: no line is used from here to step 6"
desk thu procedures find "ban sao"
desk thu procedures show 2.000815
BORN=$(date -d "10 days ago" +%F)
cat > "$FOLDER/birth.json" << JSON
{"applicant": {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001", "birth_date": "01/05/1990", "sex": "Nữ",
               "address": "Buôn Thử Một, xã Thử Nghiệm, tỉnh Đắk Lắk", "phone": "0905000001"},
 "answers": {"requester": {"requester_relation": "mother"},
             "child": {"child_name": "Nguyễn Văn Mẫu", "child_birth_date": "$BORN", "child_sex": "male", "child_ethnicity": "kinh",
                       "child_birth_place": "Trạm Y tế xã Thử Nghiệm", "child_home_town": "xã Thử Nghiệm, tỉnh Đắk Lắk"},
             "mother": {"mother_name": "Nguyễn Thị Thử Nghiệm", "mother_birth_year": 1990, "mother_ethnicity": "kinh",
                        "mother_id": "066190000001", "mother_residence": "Buôn Thử Một, xã Thử Nghiệm"},
             "father": {"parents_married": "no", "father_known": "no"},
             "copies_wanted": {"copies": 2}}}
JSON
cat > "$FOLDER/copy.json" << 'JSON'
{"applicant": {"full_name": "H’Mẫu Niê", "citizen_id": "066190000002", "birth_date": "1990", "sex": "Nữ", "address": "Buôn Thử Hai"},
 "answers": {"documents": [{"title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}]}}
JSON
cat > "$FOLDER/single.json" << 'JSON'
{"applicant": {"full_name": "Trần Văn Giả", "citizen_id": "066090000003", "birth_date": "02/03/1990", "sex": "Nam",
               "address": "Thôn Mẫu Ba", "phone": "0905000003"},
 "answers": {"person": {"ethnicity": "kinh"}, "marriage": {"status": "single"}, "use": {"purpose": "property"}}}
JSON
BIRTH=$(desk thu receive --procedure 1.001193 --answers "$FOLDER/birth.json" --print "$FOLDER/birth.pdf" | field receipt.number)
COPY=$(desk thu receive --procedure 2.000815 --answers "$FOLDER/copy.json" --attach "$FOLDER/birth.pdf" --print "$FOLDER/copy.pdf" | field receipt.number)
SINGLE=$(desk thu receive --procedure 1.004873 --answers "$FOLDER/single.json" --print "$FOLDER/single.pdf" | field receipt.number)
desk thu find "tran van gia"

step "5. The certified copy is decided at the desk by who did not receive it, and handed over"
desk lan decide "$COPY" --outcome granted --summary "Chứng thực 02 bản sao" --result-number "15/2026"
desk thu return "$COPY" --receiver "H’Mẫu Niê"

step "6. The line: everything goes up, the official codes come down"
desk thu sync once
desk thu show "$BIRTH" | field dossier.official_code

step "7. The province accepts two dossiers and asks one of them for a supplement"
province accept "$BIRTH"
province accept "$SINGLE"
province supplement "$SINGLE" --item "Giấy xác nhận nơi cư trú trước đây" --reason "Chưa rõ nơi cư trú trước năm 2020"
desk thu sync once
desk thu show "$SINGLE" | field dossier.status

step "8. The supplement goes up, the decisions come down, the results are returned"
desk thu supplement "$SINGLE" --note "Đã nộp giấy xác nhận nơi cư trú" --attach "$FOLDER/single.pdf"
desk thu sync once
province decide "$SINGLE" --outcome granted --summary "Cấp 01 giấy xác nhận" --result-number "27/2026"
province decide "$BIRTH" --outcome granted --summary "Đã đăng ký khai sinh" --result-number "31/2026"
desk thu sync once
desk thu return "$SINGLE" --receiver "Trần Văn Giả"
desk thu return "$BIRTH" --receiver "Nguyễn Thị Thử Nghiệm"
desk thu sync once

step "9. Both sides agree"
desk thu sync status
desk quantri audit verify
for DOSSIER in "$BIRTH" "$COPY" "$SINGLE"; do
    AT_DESK=$(desk thu show "$DOSSIER" | field dossier.status)
    AT_PROVINCE=$(province show "$DOSSIER" | field status)
    echo "$DOSSIER desk=$AT_DESK province=$AT_PROVINCE"
    [ "$AT_DESK" = returned ] && [ "$AT_PROVINCE" = returned ]
done
echo "Done: $FOLDER"
