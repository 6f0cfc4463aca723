using Counterpoise.Randomness;

namespace Counterpoise.Splits;

/// <summary>
/// One draw of test, validation and training rows in which every class has its share, by largest remainder within the class.
/// A class with enough rows has at least one in every part.
/// </summary>
public static class StratifiedSplit
{
    /// <summary>Draws the split. O(n).</summary>
    /// <param name="labels">n classes, at least 0.</param>
    /// <param name="testShare">Share of test rows, in (0, 1).</param>
    /// <param name="validationShare">Share of validation rows, at least 0; test and validation leave something to train on.</param>
    /// <param name="random">Source of the draw.</param>
    /// <param name="missing">What to do with a class that has fewer rows than there are parts; its rows go to training first, then to
    /// test.</param>
    /// <param name="classNames">Names for messages; null calls classes by number.</param>
    /// <param name="heldOut">What messages call the part of the test rows.</param>
    /// <exception cref="ArgumentException">Shares are out of range, or a class has too few rows and the policy is to throw.</exception>
    public static Split Of(ReadOnlySpan<int> labels, double testShare, double validationShare, IRandomSource random,
        MissingClassPolicy missing = MissingClassPolicy.Throw, IReadOnlyList<string>? classNames = null,
        string heldOut = "test")
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(testShare > 0 && validationShare >= 0 && testShare + validationShare < 1))
            throw new ArgumentException(
                $"found a test share of {testShare} and a validation share of {validationShare}; expected test above 0, validation at "
                + $"least 0, and a sum below 1");
        var (train, validation, test) = (new List<int>(), new List<int>(), new List<int>());
        var y = labels.ToArray();
        foreach (var group in Enumerable.Range(0, y.Length).GroupBy(i => y[i]).OrderBy(g => g.Key))
        {
            var rows = group.ToArray();
            random.Shuffle<int>(rows);
            // Training first: a lone row is learned from, never judged on alone.
            var counts = Counts(rows.Length, [1 - testShare - validationShare, testShare, validationShare]);
            train.AddRange(rows[..counts[0]]);
            test.AddRange(rows[counts[0]..(counts[0] + counts[1])]);
            validation.AddRange(rows[(counts[0] + counts[1])..]);
        }

        var split = new Split { Train = [.. train.Order()], Validation = [.. validation.Order()], Test = [.. test.Order()] };
        return ClassCoverage.Check(split, labels, missing, classNames, "give more rows of it or ask for fewer splits", heldOut);
    }

    private static int[] Counts(int rows, double[] shares)
    {
        // Rounded to what a person would write: 1 − .2 − .1 is .7 and not its neighbour in binary.
        shares[0] = Math.Round(shares[0], 12);
        var counts = LargestRemainder.Apportion(rows, shares);
        for (var part = 0; part < counts.Length; part++)
        {
            if (shares[part] == 0 || counts[part] > 0) continue;
            var largest = Array.IndexOf(counts, counts.Max());
            if (counts[largest] <= 1 && part != 0) continue;
            counts[largest]--;
            counts[part]++;
        }

        return counts;
    }
}
