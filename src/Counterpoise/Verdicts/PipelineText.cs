using Counterpoise.Comparisons;

namespace Counterpoise.Verdicts;

/// <summary>Words the pipeline to take, and the simplest one beside it.</summary>
internal sealed class PipelineText(Comparison comparison, Judgement judgement)
{
    private readonly MethodWords _words = new(comparison, judgement.Primary.Metric);

    /// <summary>Classifier and method in words: boosting with a tuned threshold.</summary>
    public string Name(PipelineEstimate p)
    {
        var method = comparison.Methods.First(m => m.Name == p.Method);
        var tuned = MetricNames.IsTuned(judgement.Primary.Metric);
        var plain = method.Level == MethodLevel.Plain || method.Decision == DecisionRule.Tuned;
        var with = plain ? tuned ? "a tuned threshold" : "" : _words.Name(p.Method) + (tuned ? " and a tuned threshold" : "");
        return (p.Classifier, with) switch
        {
            ({ } classifier, "") => classifier,
            ({ } classifier, _) => $"{classifier} with {with}",
            (null, "") => _words.Name(p.Method),
            _ => with,
        };
    }

    public IEnumerable<string> Sentences()
    {
        if (judgement.Pipeline is not { } choice)
        {
            yield break;
        }

        var (best, simplest) = (choice.Best, choice.Simplest);
        var beside = (best.Classifier, best.Method) == (simplest.Classifier, simplest.Method)
            ? "no simpler pipeline is within one standard error of it"
            : $"the simplest within one standard error is {Name(simplest)}, {Estimate(simplest)}";
        yield return $"Pipeline: {Name(best)} has {_words.Metric} {Estimate(best)}, chosen on inner folds of the training rows and "
            + $"estimated on the outer "
            + $"folds (± one standard error); {beside}.";
        if (best.Chosen < best.Folds)
        {
            yield return $"Choice: the inner folds of {best.Chosen} of {best.Folds} outer folds choose {Name(best)}; the estimate is "
                + $"that of choosing anew in each.";
        }

        if (choice.Ahead is { } ahead)
        {
            var lead = Wording.Change(ahead.Inner - best.Inner);
            yield return $"Ahead on the inner folds by {lead}: {Name(ahead)}; its gain over the controls is not shown, so it is not taken.";
        }
    }

    private static string Estimate(PipelineEstimate p) => double.IsNaN(p.StandardError) ? Wording.Score(p.Value)
        : $"{Wording.Score(p.Value)} ± {Wording.Score(p.StandardError)}";
}
