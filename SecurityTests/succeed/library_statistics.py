# statistics computes means, spreads, quantiles and regressions.
import statistics as st

data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
print(st.mean(data), st.median(data), st.mode(data), round(st.stdev(data), 6), round(st.pvariance(data), 6))
print(st.fmean([1, 2], weights=[3, 1]), st.geometric_mean([2, 8]), st.harmonic_mean([40, 60]), st.multimode("aabb"))
print(st.quantiles(range(1, 11), n=4), st.linear_regression([1, 2, 3], [2, 4, 6]), st.correlation([1, 2, 3], [3, 2, 1]))
print(round(st.NormalDist(100, 15).cdf(115), 4), st.NormalDist(1, 1) + st.NormalDist(2, 2))
try:
    st.mean([])
except st.StatisticsError as error:
    print(error)
print("OK")
