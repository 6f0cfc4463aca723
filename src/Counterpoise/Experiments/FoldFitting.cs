using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Experiments;

/// <summary>
/// Fits a method with each classifier to the training rows of a fold, once for the test rows and once for each inner fold. Rows are
/// prepared and resampled once for all classifiers; every method sees the same draws, so that what differs between cells of a fold is the
/// method alone.
/// </summary>
internal sealed class FoldFitting(TableExperimentOptions options, TableMethod method, ulong seed, CancellationToken cancellationToken)
{
    /// <summary>Fits and predicts.</summary>
    /// <returns>The scores of each classifier.</returns>
    public FoldScores[] Run(TableFold fold, IReadOnlyList<IClassifier> classifiers)
    {
        ulong[] key = [(ulong)fold.Fold];
        var outer = Predict(fold.Training, fold.Test, classifiers, key);
        var splits = options.InnerFolds == 0 ? [] : InnerFolds.Of(fold.Training, options.InnerFolds,
            new RandomStream(seed, "inner split", key));
        var inner = splits.Select((split, number) =>
        {
            var (training, test) = (fold.Training.Select(split.Train), fold.Training.Select(split.Test));
            return (Labels: test.RequireLabels().Codes.ToArray(), test.Weights,
                Parts: Predict(training, test, classifiers, [(ulong)fold.Fold, 1 + (ulong)number]));
        }).ToArray();
        return [.. outer.Select((part, c) => part.Probabilities is null
            ? new FoldScores { Notes = [.. part.Notes, CellNote.Of(CellNoteKind.NotComputed, part.Refusal!)] } : new FoldScores
        {
            Test = part.Probabilities,
            Inner = [.. inner.Where(i => i.Parts[c].Probabilities is not null && i.Weights?.All(w => w == 0) != true)
                .Select(i => new InnerScores(i.Labels, i.Parts[c].Probabilities!, i.Weights))],
            Notes = [.. part.Notes, .. Remark([.. inner.Select(i => i.Parts[c])])],
        })];
    }

    private IEnumerable<CellNote> Remark(Part[] inner)
    {
        var fitted = inner.Count(p => p.Probabilities is not null);
        if (options.InnerFolds > 0 && inner.Length == 0)
            yield return "nothing is tuned: the training rows cannot be parted into inner folds that hold each class";
        else if (fitted < inner.Length)
            yield return $"tuned on {fitted} of {inner.Length} inner folds: {inner.Last(p => p.Probabilities is null).Refusal!.Message}";
    }

    private Part[] Predict(Table training, Table test, IReadOnlyList<IClassifier> classifiers, ulong[] keys)
    {
        MethodChoice choice;
        try
        {
            choice = method.Create(training.RequireLabels().ClassCounts());
        }
        catch (ArgumentException error)
        {
            return [.. classifiers.Select(_ => new Part(null, [], error))];
        }

        var asTheyAre = new Lazy<PreparedRows>(() => PreparedRows.Of(null, training, new RandomStream(seed, "resample", keys),
            cancellationToken));
        var (rows, refusal) = Prepare(choice, training, keys);
        return [.. classifiers.Select(c => Predict(choice, c, rows, refusal, asTheyAre, test, keys))];
    }

    private (PreparedRows? Rows, ArgumentException? Refusal) Prepare(MethodChoice choice, Table training, ulong[] keys)
    {
        try
        {
            return (PreparedRows.Of(choice.Resampler, training, new RandomStream(seed, "resample", keys), cancellationToken), null);
        }
        catch (ArgumentException error)
        {
            return (null, error);
        }
    }

    private Part Predict(MethodChoice choice, IClassifier classifier, PreparedRows? rows, ArgumentException? refusal,
        Lazy<PreparedRows> asTheyAre, Table test, ulong[] keys)
    {
        var notes = new List<CellNote>();
        if (choice.Note is { } note)
            notes.Add(note);
        var learner = choice.Learner?.Invoke(classifier) ?? classifier;
        try
        {
            if (rows is not null)
                return new Part(Learn(choice.Resampler is null ? null : choice, learner, rows, test, keys, notes), notes, null);
        }
        catch (ArgumentException error)
        {
            refusal = error;
        }

        if (choice.Resampler is null || options.Refusals != RefusalPolicy.KeepRows)
            return new Part(null, notes, refusal);
        notes.Add(CellNote.Of(CellNoteKind.Refused, refusal!));
        try
        {
            return new Part(Learn(null, learner, asTheyAre.Value, test, keys, notes), notes, null);
        }
        catch (ArgumentException error)
        {
            return new Part(null, notes, error);
        }
    }

    private double[] Learn(MethodChoice? resampled, IClassifier learner, PreparedRows rows, Table test, ulong[] keys, List<CellNote> notes)
    {
        using var fitted = new ResamplingPipeline(resampled?.Resampler, learner)
            .Fit(rows, new RandomStream(seed, "learn", keys), cancellationToken);
        notes.AddRange((rows.Resampled?.Notes ?? []).Select(n => (CellNote)n.ToString()));
        notes.AddRange(rows.Preparation.DroppedColumns.Select(c =>
            (CellNote)$"column '{c}' has no value in the training rows and was left out"));
        var (probabilities, copies) = fitted.PredictTest(test);
        notes.AddRange(copies.Select(CellNote.FromString));
        return probabilities;
    }

    /// <summary>What one fit says of the rows it has not seen, or why there is none.</summary>
    private sealed record Part(double[]? Probabilities, IReadOnlyList<CellNote> Notes, ArgumentException? Refusal);
}
