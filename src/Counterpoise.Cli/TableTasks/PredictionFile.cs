using Counterpoise.Metrics;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Makes a prediction set of a table with a column of true classes and columns of predictions.</summary>
internal static class PredictionFile
{
    private const string ProbabilityPrefix = "p_";

    /// <summary>Reads the set; the positive class is the rarer one where it is not named.</summary>
    public static (PredictionSet Set, int Positive) Of(Table table, string? predicted, string? score, string? positive, double? threshold)
    {
        var labels = table.RequireLabels();
        var guess = predicted is null ? null : Labels.FromColumn(table[predicted]);
        var byClass = table.Columns.Where(c => c.Name.StartsWith(ProbabilityPrefix, StringComparison.Ordinal)).Select(c => c.Name[ProbabilityPrefix.Length..]).ToArray();
        var classes = labels.Classes.Union(guess?.Classes ?? []).Union(score is null ? byClass : []).ToArray();
        if (classes.Length < 2)
            throw new InputException($"the file holds one class, '{classes[0]}'; a measure needs at least two");
        var positiveClass = positive is null ? Rarer(labels) : Array.IndexOf(classes, positive) is var p and >= 0 ? p : throw new InputException($"--positive is '{positive}'; the classes are {string.Join(", ", classes)}");
        var probabilities = score is not null ? FromScore(table, score, classes, positiveClass) : byClass.Length > 0 ? FromColumns(table, classes) : null;
        var codes = labels.Codes.ToArray();
        if (guess is not null)
            return (new PredictionSet(codes, [.. guess.Codes.ToArray().Select(g => Array.IndexOf(classes, guess.Classes[g]))], classes, probabilities), positiveClass);
        if (probabilities is null)
            throw new InputException($"nothing is predicted: name a column with --predicted or --score, or give a column of probabilities per class ({string.Join(", ", classes.Select(c => ProbabilityPrefix + c))})");
        if (threshold is not { } limit)
            return (PredictionSet.FromProbabilities(codes, probabilities, classes), positiveClass);
        return classes.Length == 2
            ? (new PredictionSet(codes, [.. Enumerable.Range(0, codes.Length).Select(i => probabilities[(2 * i) + positiveClass] >= limit ? positiveClass : 1 - positiveClass)], classes, probabilities), positiveClass)
            : throw new InputException($"--threshold is for two classes; the file has {classes.Length}");
    }

    private static int Rarer(Labels labels) => labels.Classes.Count == 2 && labels.ClassCounts() is var counts && counts[0] < counts[1] ? 0 : 1;

    private static double[] FromScore(Table table, string score, string[] classes, int positive)
    {
        if (classes.Length != 2)
            throw new InputException($"--score is for two classes; the file has {classes.Length}: give a column {ProbabilityPrefix}<class> for each");
        var values = Numbers(table, score);
        var probabilities = new double[values.Length * 2];
        for (var i = 0; i < values.Length; i++)
        {
            probabilities[(2 * i) + positive] = values[i];
            probabilities[(2 * i) + 1 - positive] = 1 - values[i];
        }

        return probabilities;
    }

    private static double[] FromColumns(Table table, string[] classes)
    {
        var probabilities = new double[table.RowCount * classes.Length];
        for (var c = 0; c < classes.Length; c++)
        {
            var values = Numbers(table, ProbabilityPrefix + classes[c]);
            for (var i = 0; i < values.Length; i++)
            {
                probabilities[(i * classes.Length) + c] = values[i];
            }
        }

        return probabilities;
    }

    private static double[] Numbers(Table table, string name) => table[name] is NumericColumn { MissingCount: 0 } numbers
        ? numbers.Values.ToArray()
        : throw new InputException($"column '{name}' must hold a probability in every row");
}
