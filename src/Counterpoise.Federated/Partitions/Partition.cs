namespace Counterpoise.Federated.Partitions;

/// <summary>Which rows each client holds. Every row belongs to exactly one client.</summary>
public sealed class Partition
{
    internal Partition(IReadOnlyList<int> labels, int classCount, int[][] rows, IReadOnlyList<string> names)
    {
        (Rows, Names) = (rows, names);
        Counts = Array.ConvertAll(rows, client =>
        {
            var counts = new int[classCount];
            foreach (var row in client)
            {
                counts[labels[row]]++;
            }

            return counts;
        });
    }

    /// <summary>The rows of each client, ascending.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rows { get; }

    /// <summary>Rows of each class at each client: one list of length C per client.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Counts { get; }

    /// <summary>Names of the clients: the ids they were made of, or their numbers from 0.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of clients.</summary>
    public int Clients => Rows.Count;
}
