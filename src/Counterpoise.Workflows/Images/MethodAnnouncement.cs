using System.Globalization;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Weighting;
using Counterpoise.Metrics;
using Counterpoise.Options;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// What people are told of a method before its first step: σ, τ and λ with the options they come from, weights, and what clipping does.
/// </summary>
internal static class MethodAnnouncement
{
    /// <param name="method">The method.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="counts">Training images of each class.</param>
    /// <param name="events">Who is told.</param>
    public static void Tell(Method method, IReadOnlyList<string> classes, int[] counts, IProgress<WorkflowEvent>? events)
    {
        TellPositive("", classes, counts, events);
        events.Note(Constants(method, counts));
        events.Note(Weights(classes, counts, method.Options.WeightScale, method.Options.OwnWeights));
        if (Adapts(method))
        {
            foreach (var warning in method.Constants(counts).Warnings)
            {
                events.Warn($"{warning}");
            }
        }
    }

    /// <summary>The same of all methods of a comparison on one scenario, each thing once.</summary>
    /// <param name="scenario">The scenario's name.</param>
    /// <param name="methods">The methods.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="counts">Training images of each class.</param>
    /// <param name="events">Who is told.</param>
    public static void Tell(string scenario, IReadOnlyList<Method> methods, IReadOnlyList<string> classes, int[] counts,
        IProgress<WorkflowEvent>? events)
    {
        var contrasting = methods.Where(m => m.Options.Contrastive != ContrastiveKind.None).Select(m => $"; {m.Name} {Own(m, counts)}");
        TellPositive($"{scenario}: ", classes, counts, events);
        events.Note($"{scenario}: {Sigma(methods.FirstOrDefault(Adapts) ?? methods[0], counts)}{string.Concat(contrasting)}");
        foreach (var (scale, own) in methods.Select(m => (m.Options.WeightScale, m.Options.OwnWeights)).DistinctBy(w => $"{w}"))
        {
            events.Note($"{scenario}: {Weights(classes, counts, scale, own)}");
        }

        foreach (var warning in methods.Where(Adapts).SelectMany(m => m.Constants(counts).Warnings).Distinct())
        {
            events.Warn($"{scenario}: {warning}");
        }
    }

    /// <summary>Says which of two classes is the positive one, on which thresholds, precision and F1 depend.</summary>
    public static void TellPositive(string before, IReadOnlyList<string> classes, IReadOnlyList<int> counts,
        IProgress<WorkflowEvent>? events)
    {
        if (classes.Count == 2)
        {
            events.Note($"{before}the positive class is '{classes[MinorityClass.Of([.. counts])]}', "
                + (counts.Count < 2 ? "the second" : counts[0] == counts[1] ? "the second of two as frequent ones"
                    : "the minority class of the training"));
        }
    }

    private static bool Adapts(Method method) => method.Options.Contrastive == ContrastiveKind.Adaptive;

    private static string Sigma(Method method, int[] counts) =>
        string.Create(CultureInfo.InvariantCulture, $"imbalance σ {method.Constants(counts).Sigma:F6}");

    private static string Rule(Method method, int[] counts) =>
        string.Create(CultureInfo.InvariantCulture, $"τ {method.Constants(counts).Temperature:F6}, λ {method.Constants(counts).Weight:F6}");

    /// <summary>τ and λ of a method with a contrastive term.</summary>
    private static string Own(Method method, int[] counts) =>
        Adapts(method) ? Rule(method, counts) : string.Create(CultureInfo.InvariantCulture,
            $"τ {method.Options.FixedTemperature}, λ {method.Options.FixedWeight} fixed");

    private static string Weights(IReadOnlyList<string> classes, int[] counts, WeightScale scale, OwnClassWeights? own)
    {
        var weights = own?.For(classes) ?? ClassWeights.InverseFrequency(counts, scale);
        return (own is null ? "class weights " : "own class weights ") + string.Join(", ", classes.Select((c, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{c} {weights[i]:F3} (n={counts[i]})")));
    }

    private static string Constants(Method method, int[] counts)
    {
        var options = method.Options;
        return Sigma(method, counts) + options.Contrastive switch
        {
            ContrastiveKind.Adaptive => $", {Rule(method, counts)}",
            ContrastiveKind.Fixed => string.Create(CultureInfo.InvariantCulture,
                $"; τ {options.FixedTemperature}, λ {options.FixedWeight} are fixed (the adaptive rule gives {Rule(method, counts)})"),
            _ => $" (the adaptive rule gives {Rule(method, counts)})",
        };
    }
}
