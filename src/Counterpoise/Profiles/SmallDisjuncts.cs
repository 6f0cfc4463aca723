using Counterpoise.Neighbors;

namespace Counterpoise.Profiles;

/// <summary>Small connected pieces of a class: rows joined to those of their k nearest rows that have the same label.</summary>
internal static class SmallDisjuncts
{
    public static (int Pieces, int Rows)[] Of(NeighborTable table, int[] labels, int classCount, int limit)
    {
        var root = Enumerable.Range(0, labels.Length).ToArray();
        int Find(int i)
        {
            while (root[i] != i) i = root[i] = root[root[i]];
            return i;
        }

        for (var i = 0; i < labels.Length; i++)
            foreach (var neighbor in table.Of(i))
                if (labels[neighbor] == labels[i]) root[Find(i)] = Find(neighbor);
        var result = new (int Pieces, int Rows)[classCount];
        foreach (var piece in Enumerable.Range(0, labels.Length).GroupBy(Find).Where(p => p.Count() < limit))
            result[labels[piece.Key]] = (result[labels[piece.Key]].Pieces + 1, result[labels[piece.Key]].Rows + piece.Count());
        return result;
    }
}
