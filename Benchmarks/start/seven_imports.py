import collections
import dataclasses
import datetime
import json
import random
import re
import statistics
