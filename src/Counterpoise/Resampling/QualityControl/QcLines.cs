using Counterpoise.Neighbors;

namespace Counterpoise.Resampling;

/// <summary>Where QC-SMOTE's points lie as it measures them: between a seed and a partner, categories voted on.</summary>
internal sealed class QcLines(QcSpace space, int[] own, NeighborTable partners)
{
    /// <summary>Whether a point lies on the straight line between its ends; voted categories may lie beside it.</summary>
    internal bool Straight => space.Nominal.Length == 0;

    /// <summary>Coordinates of a point.</summary>
    internal int Columns => space.Rows.Columns;

    /// <summary>Writes the point at a share of the way between two rows of the class.</summary>
    internal void Place(int seed, int partner, double gap, Span<double> target)
    {
        Interpolation.Between(space.Rows.Row(own[seed]), space.Rows.Row(own[partner]), gap, target);
        if (!Straight)
        {
            var codes = target[space.Continuous.Length..];
            codes.Clear();
            foreach (var column in space.Nominal)
            {
                codes[Vote(column, seed)] = space.Half;
                codes = codes[column.Values.Length..];
            }
        }
    }

    /// <summary>Writes the point half way, the same from both ends but for categories.</summary>
    internal void PlaceMiddle(int seed, int partner, Span<double> target)
    {
        if (Straight && partner < seed)
        {
            (seed, partner) = (partner, seed);
        }

        Place(seed, partner, 0.5, target);
    }

    /// <summary>The category most frequent among a seed's partners, the lowest of equals.</summary>
    internal int Vote(NominalCodes column, int seed)
    {
        var votes = new int[column.Values.Length];
        foreach (var partner in partners.Of(seed))
        {
            votes[column.CodeOf(own[partner])]++;
        }

        return Array.IndexOf(votes, votes.Max());
    }
}
