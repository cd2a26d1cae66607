#!/bin/sh
# A class over an array job of AWS Batch: the command of its container, which needs Node.js and the AWS CLI.
# PLACE is where the roster lies and the shares go, such as s3://my-bucket/class. To begin, and when all are through:
#   aws batch submit-job --job-name class --job-queue QUEUE --job-definition companion --array-properties size=5
#   aws s3 cp --recursive "$PLACE" . && companion merge share-*.json --format html=class.html
set -eu
share="share-$AWS_BATCH_JOB_ARRAY_INDEX.json"
aws s3 cp "$PLACE/class.csv" class.csv
# 1 and 3 tell of the class, not of this job.
${COMPANION:-npx --yes workshop-companion} audit --roster class.csv --shard auto --format "json=$share" || case $? in 1 | 3) ;; *) exit 2 ;; esac
aws s3 cp "$share" "$PLACE/$share"
