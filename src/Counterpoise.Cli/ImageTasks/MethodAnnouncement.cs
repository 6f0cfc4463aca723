using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Weighting;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>What people are told of a method before its first step: σ, τ and λ with the options they come from, weights, and what clipping does.</summary>
internal static class MethodAnnouncement
{
    /// <param name="method">The method.</param>
    /// <param name="options">Its options in the words of the command line.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="counts">Training images of each class.</param>
    public static void Say(Method method, string options, IReadOnlyList<string> classes, int[] counts)
    {
        var weights = ClassWeights.InverseFrequency(counts, method.Options.WeightScale);
        Terminal.Say(Constants(method, counts));
        Terminal.Say("class weights " + string.Join(", ", classes.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{c} {weights[i]:F3} (n={counts[i]})"))));
        Terminal.Say($"method options {options}");
        if (method.Options.Contrastive == ContrastiveKind.Adaptive)
        {
            foreach (var warning in method.Constants(counts).Warnings)
            {
                Terminal.Say($"warning: {warning}");
            }
        }
    }

    private static string Constants(Method method, int[] counts)
    {
        var (options, constants) = (method.Options, method.Constants(counts));
        var adaptive = string.Create(CultureInfo.InvariantCulture, $"τ {constants.Temperature:F6}, λ {constants.Weight:F6}");
        return string.Create(CultureInfo.InvariantCulture, $"imbalance σ {constants.Sigma:F6}") + options.Contrastive switch
        {
            ContrastiveKind.Adaptive => $", {adaptive}",
            ContrastiveKind.Fixed => string.Create(CultureInfo.InvariantCulture, $"; τ {options.FixedTemperature}, λ {options.FixedWeight} are fixed (the adaptive rule gives {adaptive})"),
            _ => $" (the adaptive rule gives {adaptive})",
        };
    }
}
