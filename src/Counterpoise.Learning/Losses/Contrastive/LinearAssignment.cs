namespace Counterpoise.Learning.Losses;

/// <summary>Gives each row a column of its own so that the sum of the costs is least.</summary>
/// <remarks>
/// Shortest augmenting paths with dual prices, O(n³).
/// Reference: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 1987,
/// doi:10.1007/BF02278710.
/// </remarks>
internal static class LinearAssignment
{
    /// <param name="costs">Row-major, [n, n], finite.</param>
    /// <param name="count">n.</param>
    /// <returns>The column of each row, [n].</returns>
    public static int[] Solve(ReadOnlySpan<double> costs, int count)
    {
        // Row and column 0 stand for "none", so that every path can begin and end alike.
        var (rowPrice, columnPrice) = (new double[count + 1], new double[count + 1]);
        var (rowOf, before) = (new int[count + 1], new int[count + 1]);
        for (var row = 1; row <= count; row++)
        {
            var reached = new bool[count + 1];
            var shortest = new double[count + 1];
            shortest.AsSpan().Fill(double.PositiveInfinity);
            rowOf[0] = row;
            var column = 0;
            while (rowOf[column] != 0)
            {
                reached[column] = true;
                var (from, next, step) = (rowOf[column], 0, double.PositiveInfinity);
                for (var j = 1; j <= count; j++)
                {
                    if (reached[j])
                    {
                        continue;
                    }

                    var reduced = costs[((from - 1) * count) + j - 1] - rowPrice[from] - columnPrice[j];
                    if (reduced < shortest[j])
                    {
                        (shortest[j], before[j]) = (reduced, column);
                    }

                    if (shortest[j] < step)
                    {
                        (step, next) = (shortest[j], j);
                    }
                }

                for (var j = 0; j <= count; j++)
                {
                    if (reached[j])
                    {
                        rowPrice[rowOf[j]] += step;
                        columnPrice[j] -= step;
                    }
                    else
                    {
                        shortest[j] -= step;
                    }
                }

                column = next;
            }

            for (; column != 0; column = before[column])
            {
                rowOf[column] = rowOf[before[column]];
            }
        }

        var columnOf = new int[count];
        for (var j = 1; j <= count; j++)
        {
            columnOf[rowOf[j] - 1] = j - 1;
        }

        return columnOf;
    }
}
