using System.Globalization;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Weighting;
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
        events.Note(Constants(method, counts));
        events.Note(Weights(classes, counts, method.Options.WeightScale));
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
        events.Note($"{scenario}: {Sigma(methods.FirstOrDefault(Adapts) ?? methods[0], counts)}{string.Concat(contrasting)}");
        foreach (var scale in methods.Select(m => m.Options.WeightScale).Distinct())
        {
            events.Note($"{scenario}: {Weights(classes, counts, scale)}");
        }

        foreach (var warning in methods.Where(Adapts).SelectMany(m => m.Constants(counts).Warnings).Distinct())
        {
            events.Warn($"{scenario}: {warning}");
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

    private static string Weights(IReadOnlyList<string> classes, int[] counts, WeightScale scale)
    {
        var weights = ClassWeights.InverseFrequency(counts, scale);
        return "class weights " + string.Join(", ", classes.Select((c, i) =>
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
