using Counterpoise.Randomness;

namespace Counterpoise.Streams;

/// <summary>
/// An even sample of the rows of each class of a stream, however long it is: so many of each class, each row with the same chance.
/// </summary>
/// <remarks>O(1) a row. Reference: Vitter, "Random sampling with a reservoir", ACM TOMS 11, 1985, doi:10.1145/3147.3165.</remarks>
public sealed class ClassReservoir
{
    private readonly List<double[]>[] _rows;
    private readonly long[] _seen;
    private readonly int _size;
    private readonly IRandomSource _random;

    /// <summary>Creates empty reservoirs.</summary>
    /// <param name="classCount">C, at least 1.</param>
    /// <param name="size">Rows that are kept of each class, at least 1.</param>
    /// <param name="random">The draws.</param>
    public ClassReservoir(int classCount, int size, IRandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentNullException.ThrowIfNull(random);
        (_rows, _seen, _size, _random) = ([.. Enumerable.Range(0, classCount).Select(_ => new List<double[]>())], new long[classCount],
            size, random);
    }

    /// <summary>Rows of a class that came by.</summary>
    /// <param name="label">The class.</param>
    public long Seen(int label) => _seen[label];

    /// <summary>The rows that are kept of a class.</summary>
    /// <param name="label">The class.</param>
    public IReadOnlyList<double[]> Rows(int label) => _rows[label];

    /// <summary>Takes a row, and keeps it or not.</summary>
    /// <param name="features">The row; it is copied where it is kept.</param>
    /// <param name="label">Its class.</param>
    public void Add(ReadOnlySpan<double> features, int label)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)_rows.Length, nameof(label));
        _seen[label]++;
        if (_rows[label].Count < _size)
        {
            _rows[label].Add(features.ToArray());
        }
        else if (_random.NextInteger(_seen[label]) is var place && place < _size)
        {
            _rows[label][(int)place] = features.ToArray();
        }
    }
}
