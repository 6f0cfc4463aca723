using Counterpoise.Classifiers;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Experiments;

/// <summary>Fits a method and a classifier to the training rows of a fold, once for the test rows and once for each inner fold.</summary>
internal sealed class FoldFitting(TableExperimentOptions options, CancellationToken cancellationToken)
{
    /// <summary>
    /// Fits and predicts; every method sees the same draws, so that what differs between cells of a fold is the method alone.
    /// </summary>
    public FoldScores Run(TableFold fold, TableMethod method, IClassifier classifier, ulong seed)
    {
        var notes = new List<string>();
        double[] test;
        try
        {
            test = Predict(fold.Training, fold.Test, method, classifier, seed, [(ulong)fold.Fold], notes);
        }
        catch (ArgumentException error)
        {
            return new FoldScores { Notes = [.. notes, $"not computed: {error.Message}"] };
        }

        return new FoldScores { Test = test, Inner = Inner(fold, method, classifier, seed, notes), Notes = notes };
    }

    private List<InnerScores> Inner(TableFold fold, TableMethod method, IClassifier classifier, ulong seed, List<string> notes)
    {
        var splits = options.InnerFolds == 0 ? [] : InnerFolds.Of(fold.Training, options.InnerFolds, new RandomStream(seed, "inner split", (ulong)fold.Fold));
        var scores = new List<InnerScores>();
        var refusal = "";
        foreach (var (number, split) in splits.Index())
        {
            var (training, test) = (fold.Training.Select(split.Train), fold.Training.Select(split.Test));
            try
            {
                scores.Add(new(test.RequireLabels().Codes.ToArray(), Predict(training, test, method, classifier, seed, [(ulong)fold.Fold, 1 + (ulong)number], [])));
            }
            catch (ArgumentException error)
            {
                refusal = error.Message;
            }
        }

        if (options.InnerFolds > 0 && splits.Count == 0)
            notes.Add("nothing is tuned: the training rows cannot be parted into inner folds that hold each class");
        else if (scores.Count < splits.Count)
            notes.Add($"tuned on {scores.Count} of {splits.Count} inner folds: {refusal}");
        return scores;
    }

    private double[] Predict(Table training, Table test, TableMethod method, IClassifier classifier, ulong seed, ulong[] keys, List<string> notes)
    {
        var choice = method.Create(training.RequireLabels().ClassCounts());
        if (choice.Note is { } note)
            notes.Add(note);
        var learner = choice.Learner?.Invoke(classifier) ?? classifier;
        try
        {
            return Fit(training, test, choice.Resampler, learner, seed, keys, notes);
        }
        catch (ArgumentException refusal) when (choice.Resampler is not null && options.Refusals == RefusalPolicy.KeepRows)
        {
            notes.Add($"refused, so the rows were left as they are: {refusal.Message}");
            return Fit(training, test, null, learner, seed, keys, notes);
        }
    }

    private double[] Fit(Table training, Table test, IResampler? resampler, IClassifier learner, ulong seed, ulong[] keys, List<string> notes)
    {
        using var fitted = new ResamplingPipeline(resampler, learner).Fit(training, new RandomStream(seed, "resample", keys), new RandomStream(seed, "learn", keys), cancellationToken);
        notes.AddRange(fitted.Resampled?.Notes ?? []);
        notes.AddRange(fitted.Preparation.DroppedColumns.Select(c => $"column '{c}' has no value in the training rows and was left out"));
        var (probabilities, copies) = fitted.PredictTest(test);
        notes.AddRange(copies);
        return probabilities;
    }
}
