namespace Counterpoise.Numerics;

/// <summary>A row of a matrix as a key: equal where all values are; −0 equals 0.</summary>
internal readonly struct RowKey(DenseMatrix features, int row) : IEquatable<RowKey>
{
    private ReadOnlySpan<double> Values => features.Row(row);

    public bool Equals(RowKey other) => Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in Values) hash.Add(value + 0.0);
        return hash.ToHashCode();
    }
}
