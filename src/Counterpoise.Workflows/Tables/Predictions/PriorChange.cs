using System.Globalization;
using Counterpoise.Calibration;
using Counterpoise.Metrics;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>Carries the probabilities of a file from the class priors of a model's training to those where it is used.</summary>
internal static class PriorChange
{
    private const string Balanced = "balanced";

    /// <summary>Corrects the probabilities, and says so in a note; without trained priors nothing is changed.</summary>
    /// <exception cref="InputException">There are no probabilities, or the priors do not name every class.</exception>
    public static ReadPredictions Apply(ReadPredictions predictions, IReadOnlyList<string> trained, IReadOnlyList<string> priors)
    {
        if (trained.Count == 0)
            return priors.Count == 0 ? predictions : throw new InputException(
                "--priors are what probabilities are corrected to: name with --trained-priors those by which they go");
        var set = predictions.Set;
        if (set.Probabilities is not { } probabilities)
            throw new InputException("--trained-priors corrects probabilities, and the file has none: name their column with --score");
        var from = Parse("--trained-priors", trained, set.ClassNames);
        var own = Enumerable.Range(0, set.ClassCount).Select(c => set.Labels.Index().Where(y => y.Item == c)
            .Sum(y => set.Weights?[y.Index] ?? 1)).ToArray();
        var to = priors.Count == 0 ? own : Parse("--priors", priors, set.ClassNames);
        if (Enumerable.Range(0, from.Length).FirstOrDefault(c => from[c] == 0 && to[c] > 0, -1) is var never and >= 0)
            throw new InputException(
                $"--trained-priors gives class '{set.ClassNames[never]}' a prior of 0: a class that was never seen cannot be corrected");
        var corrected = new PriorCorrection(from, to).Apply(probabilities);
        var note = $"probabilities are corrected from class priors {Text(from, set.ClassNames)} to "
            + $"{Text(to, set.ClassNames)}"
            + $"{(priors.Count == 0 ? ", those of this file: name the priors where the model is used with --priors if they are others"
                : "")}";
        return predictions with { Set = PredictionSet.FromProbabilities(set.Labels, corrected, set.ClassNames, set.Weights),
            Notes = [.. predictions.Notes, note] };
    }

    private static double[] Parse(string option, IReadOnlyList<string> texts, IReadOnlyList<string> classes)
    {
        if (texts is [var one] && one.Equals(Balanced, StringComparison.OrdinalIgnoreCase))
            return [.. classes.Select(_ => 1.0)];
        var priors = classes.Select(_ => double.NaN).ToArray();
        foreach (var text in texts)
        {
            var at = text.LastIndexOf('=');
            var place = at < 0 ? -1 : ClassTexts.IndexOf(classes, text[..at].Trim());
            if (place < 0 || !double.TryParse(text[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var prior)
                || !(prior >= 0 && double.IsFinite(prior)))
                throw new InputException(
                    $"{option} has '{text}'; expected {Balanced}, or class=prior for each of {string.Join(", ", classes)}, as in "
                    + $"{classes[0]}=0.5");
            priors[place] = prior;
        }

        // Of two classes the second prior follows from the first.
        if (priors.Length == 2 && priors.Count(double.IsNaN) == 1 && priors.Max(s => double.IsNaN(s) ? 0 : s) <= 1)
            priors[Array.FindIndex(priors, double.IsNaN)] = 1 - priors.Single(s => !double.IsNaN(s));
        return Array.FindIndex(priors, double.IsNaN) is var missing and >= 0
            ? throw new InputException($"{option} says nothing of class '{classes[missing]}': give each class a prior")
            : priors.Sum() > 0 ? priors : throw new InputException($"{option} gives every class a prior of 0");
    }

    private static string Text(double[] priors, IReadOnlyList<string> classes) =>
        string.Join(", ", priors.Select((s, c) => string.Create(CultureInfo.InvariantCulture, $"{classes[c]} {s / priors.Sum():0.####}")));
}
