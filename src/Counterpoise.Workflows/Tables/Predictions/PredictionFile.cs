using Counterpoise.Data;
using Counterpoise.Metrics;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>Makes a prediction set of a table with a column of true classes and columns of predictions.</summary>
internal static class PredictionFile
{
    private const string Prefix = "p_";

    /// <summary>Reads the set.</summary>
    /// <param name="read">The table.</param>
    /// <param name="columns">Where the predictions are.</param>
    /// <exception cref="InputException">The columns do not fit the classes, or do not say what they are of.</exception>
    public static ReadPredictions Of(TableReadResult read, PredictionColumns columns)
    {
        var (labels, notes) = (read.Table.RequireLabels(), new List<string>());
        var guess = columns.Predicted is { } predicted ? Guess(read, predicted) : null;
        string[] suffixes = [.. read.Table.Columns.Select(c => c.Name)
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.Length > Prefix.Length && n != columns.Predicted)
            .Select(n => n[Prefix.Length..])];
        var byClass = columns.Score is null ? suffixes : [];
        if (guess is not null)
            RequireMeeting($"--predicted '{columns.Predicted}'", guess.Classes, labels);
        else if (byClass.Length > 0)
            RequireMeeting($"the columns {Prefix}…", byClass, labels);
        var classes = Union(Union(labels.Classes, guess?.Classes ?? []),
            guess is null || byClass.Any(b => ClassTexts.IndexOf(labels.Classes, b) >= 0) ? byClass : []);
        if (classes.Length < 2)
            throw new InputException($"the file holds one class, '{classes[0]}'; a measure needs at least two");
        Strangers(labels, classes, guess, notes);
        var positive = Positive(columns, labels, classes, needsPositive: columns.Score is not null || byClass.Length > 0);
        var probabilities = columns.Score is { } score ? FromScore(read, score, columns, classes, positive) : byClass.Length > 0
            ? ProbabilityColumns.Read(read, byClass, classes, columns, notes) : null;
        var codes = labels.Codes.ToArray();
        if (guess is not null)
            return new ReadPredictions(new PredictionSet(codes,
                [.. guess.Codes.ToArray().Select(g => ClassTexts.IndexOf(classes, guess.Classes[g]))], classes, probabilities)
                { Weights = read.Table.Weights }, positive, notes);
        if (probabilities is null)
            throw new InputException(
                $"nothing is predicted: name a column with --predicted or --score, or give a column of probabilities per class "
                + $"({string.Join(", ", classes.Select(c => Prefix + c))})");
        var set = PredictionSet.FromProbabilities(codes, probabilities, classes, read.Table.Weights);
        if (classes.Length == 2 && positive is { Class: 1 } && Enumerable.Range(0, codes.Length)
            .Count(i => probabilities[2 * i] == probabilities[(2 * i) + 1]) is var ties and > 0)
            notes.Add($"{ties} {(ties == 1 ? "row has" : "rows have")} equal probabilities and {(ties == 1 ? "goes" : "go")} to "
                + $"'{classes[0]}', the first class; --threshold 0.5 gives {(ties == 1 ? "it" : "them")} to '{classes[positive.Class]}'");
        return new ReadPredictions(set, positive, notes);
    }

    private static PositiveChoice? Positive(PredictionColumns columns, Labels labels, string[] classes, bool needsPositive)
    {
        if (classes.Length > 2)
            return columns.Positive is not { } named ? null : ClassTexts.IndexOf(classes, named) is var place and >= 0
                ? new PositiveChoice(place, "named by --positive")
                : throw new InputException($"--positive is '{named}'; the classes are {string.Join(", ", classes)}");
        var counts = Array.ConvertAll(classes, c => ClassTexts.IndexOf(labels.Classes, c) is var place and >= 0
            ? labels.ClassCounts()[place] : 0);
        if (columns.Positive is null && columns.Score is { } score && score.StartsWith(Prefix, StringComparison.Ordinal)
            && ClassTexts.IndexOf(classes, score[Prefix.Length..]) is var scored and >= 0)
            return new PositiveChoice(scored, $"by the name of column '{score}'");
        if (needsPositive)
            return PositiveChoice.Of(classes, counts, columns.Positive, isScored: columns.Score is not null);
        // Nothing that is measured of classes alone depends on it.
        return columns.Positive is not null || counts[0] != counts[1] ? PositiveChoice.Of(classes, counts, columns.Positive)
            : new PositiveChoice(1, "the second; nothing here depends on it");
    }

    private static Labels Guess(TableReadResult read, string predicted)
    {
        if (read.Table.Columns.FirstOrDefault(c => c.Name == predicted) is not { } column)
            throw new InputException(
                $"there is no column '{predicted}' for --predicted; the columns are "
                + $"{string.Join(", ", read.Table.Columns.Select(c => c.Name))}");
        if (column.MissingCount == 0)
            return Labels.FromColumn(column);
        var row = Enumerable.Range(0, column.Count).First(column.IsMissing);
        var texts = read.MissingTexts.GetValueOrDefault(predicted)?.Keys.FirstOrDefault();
        throw new InputException(
            $"{read.Place(row)}: column '{predicted}' has no predicted "
            + $"class{(texts is null ? "" : $" ('{texts}' means missing: --keep-text {CommandText.Quote(texts)} makes it a class)")}; "
            + $"{column.MissingCount} of {column.Count} rows have none");
    }

    private static void RequireMeeting(string what, IReadOnlyList<string> names, Labels labels)
    {
        if (names.All(n => ClassTexts.IndexOf(labels.Classes, n) < 0))
            throw new InputException(
                $"{what} and --target '{labels.Name}' have no class in common: {Listed(names)} against {Listed(labels.Classes)}");
    }

    private static void Strangers(Labels labels, string[] classes, Labels? guess, List<string> notes)
    {
        foreach (var name in classes.Where(c => ClassTexts.IndexOf(labels.Classes, c) < 0))
        {
            var rows = guess is null ? 0 : guess.Codes.ToArray().Count(g => guess.Classes[g] == name);
            notes.Add(rows > 0 ? $"'{name}' is predicted in {rows} {(rows == 1 ? "row" : "rows")} and is no class of '{labels.Name}'"
                : $"'{name}' has a column of probabilities and is no class of '{labels.Name}'");
        }
    }

    private static double[] FromScore(TableReadResult read, string score, PredictionColumns columns, string[] classes,
        PositiveChoice? positive)
    {
        if (positive is null || classes.Length > 2)
            throw new InputException($"--score is for two classes; the file has {classes.Length}: give a column {Prefix}<class> for each");
        var values = ProbabilityColumns.Numbers(read, score, columns.Percent);
        var probabilities = new double[values.Length * 2];
        for (var i = 0; i < values.Length; i++)
        {
            probabilities[(2 * i) + positive.Class] = values[i];
            probabilities[(2 * i) + 1 - positive.Class] = 1 - values[i];
        }

        return probabilities;
    }

    private static string[] Union(IEnumerable<string> classes, IEnumerable<string> further)
    {
        var all = classes.ToList();
        all.AddRange(further.Where(f => ClassTexts.IndexOf(all, f) < 0).ToArray());
        return [.. all];
    }

    private static string Listed(IReadOnlyList<string> names) => $"{string.Join(", ", names.Take(8))}{(names.Count > 8 ? ", …" : "")}";
}
