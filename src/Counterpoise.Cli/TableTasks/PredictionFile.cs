using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Metrics;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Makes a prediction set of a table with a column of true classes and columns of predictions.</summary>
internal static class PredictionFile
{
    private const string ProbabilityPrefix = "p_";

    /// <summary>Reads the set; the positive class is the rarer one where it is not named.</summary>
    public static (PredictionSet Set, int Positive) Of(TableReadResult read, string? predicted, string? score, string? positive, double? threshold)
    {
        var table = read.Table;
        if (threshold is < 0 or > 1 or double.NaN)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--threshold is {threshold}; expected a probability, 0 to 1"));
        if (predicted is not null && threshold is not null)
            throw new InputException("--threshold decides from probabilities, and --predicted names classes that are decided already: choose one");
        var labels = table.RequireLabels();
        var guess = predicted is null ? null : Labels.FromColumn(table[predicted]);
        var byClass = table.Columns.Where(c => c.Name.StartsWith(ProbabilityPrefix, StringComparison.Ordinal)).Select(c => c.Name[ProbabilityPrefix.Length..]).ToArray();
        var classes = labels.Classes.Union(guess?.Classes ?? []).Union(score is null ? byClass : []).ToArray();
        if (classes.Length < 2)
            throw new InputException($"the file holds one class, '{classes[0]}'; a measure needs at least two");
        var positiveClass = positive is null ? Rarer(labels) : Array.IndexOf(classes, positive) is var p and >= 0 ? p : throw new InputException($"--positive is '{positive}'; the classes are {string.Join(", ", classes)}");
        if (positive is not null && classes.Length > 2)
            throw new InputException($"--positive is for two classes; the file has {classes.Length}: leave it out");
        var probabilities = score is not null ? FromScore(read, score, classes, positiveClass) : byClass.Length > 0 ? FromColumns(read, classes) : null;
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

    private static double[] FromScore(TableReadResult read, string score, string[] classes, int positive)
    {
        if (classes.Length != 2)
            throw new InputException($"--score is for two classes; the file has {classes.Length}: give a column {ProbabilityPrefix}<class> for each");
        var values = Numbers(read, score);
        var probabilities = new double[values.Length * 2];
        for (var i = 0; i < values.Length; i++)
        {
            probabilities[(2 * i) + positive] = values[i];
            probabilities[(2 * i) + 1 - positive] = 1 - values[i];
        }

        return probabilities;
    }

    private static double[] FromColumns(TableReadResult read, string[] classes)
    {
        var probabilities = new double[read.Table.RowCount * classes.Length];
        for (var c = 0; c < classes.Length; c++)
        {
            var values = Numbers(read, ProbabilityPrefix + classes[c]);
            for (var i = 0; i < values.Length; i++)
            {
                probabilities[(i * classes.Length) + c] = values[i];
            }
        }

        for (var i = 0; i < read.Table.RowCount; i++)
        {
            var sum = probabilities.AsSpan(i * classes.Length, classes.Length).ToArray().Sum();
            if (Math.Abs(sum - 1) > 1e-3)
                throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{read.Place(i)}: the probabilities of the {classes.Length} classes sum to {sum:G6}; expected 1"));
        }

        return probabilities;
    }

    private static double[] Numbers(TableReadResult read, string name)
    {
        if (read.Table[name] is not NumericColumn numbers)
            throw new InputException($"column '{name}' holds names; expected probabilities in [0, 1] (--numeric {name} tells which rows are no numbers)");
        var values = numbers.Values.ToArray();
        return Array.FindIndex(values, v => !(v is >= 0 and <= 1)) is var wrong and >= 0
            ? throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{read.Place(wrong)}, column '{name}' {(double.IsNaN(values[wrong]) ? "is empty" : $"holds {values[wrong]}")}; expected probabilities in [0, 1]: apply softmax or a sigmoid first"))
            : values;
    }
}
