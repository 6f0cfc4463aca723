using Counterpoise.Comparisons;

namespace Counterpoise.Verdicts;

/// <summary>What methods and the metric are called in a verdict.</summary>
internal sealed class MethodWords(Comparison comparison, string metric)
{
    /// <summary>The metric without a word on tuning, which is said once.</summary>
    public string Metric => comparison.Describe(MetricNames.Plain(metric)).Label;

    /// <summary>The methods that are judged, in the plural.</summary>
    public string Several =>
        comparison.Methods.Where(m => !m.IsControl).Select(m => m.Level).Distinct().ToArray() is [MethodLevel.Data] ? "resamplers"
            : "methods";

    public string Name(string method) => Wording.LabelOf(comparison, method);

    /// <summary>A control as a rival: plain training is a tuned threshold where decisions are tuned.</summary>
    public string Control(string method)
    {
        var found = comparison.Methods.FirstOrDefault(m => m.Name == method);
        var tuned = found is { Decision: DecisionRule.Tuned } || (found is { Level: MethodLevel.Plain } && MetricNames.IsTuned(metric));
        return tuned ? "a tuned threshold" : Name(method);
    }
}
