using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterpoise.Messages;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>The rows of each class, classes in ascending order.</summary>
internal sealed class ClassRows
{
    private readonly SortedDictionary<int, int[]> _rows = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ClassRows(int[] labels)
    {
        var seen = new Dictionary<int, int>();
        var counts = new List<int>();
        var places = new int[labels.Length];
        var (last, place) = (0, -1);
        for (var i = 0; i < labels.Length; i++)
        {
            // Most rows are of the class of the row before.
            if (labels[i] != last || place < 0)
            {
                last = labels[i];
                if (!seen.TryGetValue(last, out place))
                {
                    seen[last] = place = counts.Count;
                    counts.Add(0);
                }
            }

            places[i] = place;
            CollectionsMarshal.AsSpan(counts)[place]++;
        }

        var rows = counts.Select(count => new int[count]).ToArray();
        var filled = new int[rows.Length];
        for (var i = 0; i < places.Length; i++)
        {
            rows[places[i]][filled[places[i]]++] = i;
        }

        foreach (var (label, own) in seen)
        {
            _rows[label] = rows[own];
        }

        // numpy's min and max of a dict take the first of equals in ascending order of the class.
        Minority = _rows.MinBy(pair => pair.Value.Length).Key;
        Majority = _rows.MaxBy(pair => pair.Value.Length).Key;
        FirstSeenMinority = seen.MinBy(pair => (counts[pair.Value], pair.Value)).Key;
    }

    internal IReadOnlyCollection<int> Classes => _rows.Keys;

    /// <summary>The rarest class; of equals the lowest.</summary>
    internal int Minority { get; }

    /// <summary>The most frequent class; of equals the lowest.</summary>
    internal int Majority { get; }

    /// <summary>The rarest class; of equals the one whose row comes first, as collections.Counter counts.</summary>
    internal int FirstSeenMinority { get; }

    internal int[] this[int label] => _rows[label];

    internal bool Contains(int label) => _rows.ContainsKey(label);

    internal int Count(int label) => _rows[label].Length;

    internal static ClassRows Check(DenseMatrix features, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        if (features.Rows != labels.Length)
        {
            throw new ArgumentException($"every row needs a label; found {features.Rows} rows and {labels.Length} labels");
        }

        if (labels.Length == 0)
        {
            throw new ArgumentException("there are no rows: resampling needs rows of at least two classes");
        }

        var rows = new ClassRows(labels);
        return rows._rows.Count > 1
            ? rows
            : throw new DataMismatchException(
                $"all {labels.Length} rows are of class {new ClassPart(labels[0])}: resampling needs at least two classes");
    }
}
