namespace Counterpoise.Neighbors;

/// <summary>
/// For each of some rows all others within a radius of its own, in no order: enough to know the nearest, and what cannot be nearer.
/// </summary>
internal sealed class NeighborLists
{
    /// <summary>Radius of a list that holds all rows there are: farther than any, and far from overflow.</summary>
    private const double Everywhere = double.MaxValue / 8;
    private readonly int _room;
    private readonly int[] _rows;
    private readonly double[] _distances;
    private readonly int[] _counts;
    private readonly double[] _radii;

    internal NeighborLists(int lists, int room)
    {
        _room = room;
        _rows = new int[checked(lists * room)];
        _distances = new double[_rows.Length];
        (_counts, _radii) = (new int[lists], new double[lists]);
    }

    /// <summary>Most rows that a list may hold.</summary>
    internal int Room => _room;

    internal ReadOnlySpan<int> Of(int list) => _rows.AsSpan(list * _room, _counts[list]);

    /// <summary>Squared distances, in the order of <see cref="Of"/>.</summary>
    internal ReadOnlySpan<double> SquaredOf(int list) => _distances.AsSpan(list * _room, _counts[list]);

    /// <summary>Squared: no row that a list leaves out is nearer than this.</summary>
    internal double SquaredRadius(int list) => _radii[list];

    internal void Set(int list, ReadOnlySpan<int> rows, ReadOnlySpan<double> distances, double squaredRadius)
    {
        rows.CopyTo(_rows.AsSpan(list * _room));
        distances.CopyTo(_distances.AsSpan(list * _room));
        (_counts[list], _radii[list]) = (rows.Length, Math.Min(squaredRadius, Everywhere));
    }
}
