# A judge's classic: read a graph from standard input, answer with Dijkstra's algorithm.
# stdin: 5 6 2\n1 2 4\n1 3 1\n3 2 2\n2 4 5\n3 4 8\n4 5 3\n1 5\n5 1\n
import heapq
import sys


def dijkstra(graph, start):
    distance = {start: 0}
    heap = [(0, start)]
    while heap:
        d, node = heapq.heappop(heap)
        if d > distance[node]:
            continue
        for neighbour, weight in graph[node]:
            if (new := d + weight) < distance.get(neighbour, float("inf")):
                distance[neighbour] = new
                heapq.heappush(heap, (new, neighbour))
    return distance


def main():
    input = sys.stdin.readline
    n, m, q = map(int, input().split())
    graph = [[] for _ in range(n + 1)]
    for _ in range(m):
        a, b, weight = map(int, input().split())
        graph[a].append((b, weight))
    for _ in range(q):
        start, end = map(int, input().split())
        print(dijkstra(graph, start).get(end, -1))


main()
print("OK")
