namespace Counterpoise.Torch.Optimizers;

/// <summary>The constants of one Adam step, decay already split into its two kinds.</summary>
/// <param name="Options">The group's constants.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Step">The step's number, from 1.</param>
/// <param name="IsDecoupled">Whether decay shrinks the parameter (AdamW) instead of joining the gradient.</param>
internal readonly record struct AdamStep(AdamOptions Options, double Rate, long Step, bool IsDecoupled)
{
    /// <summary>What is added to the gradient for each unit of the parameter.</summary>
    public double GradientDecay => IsDecoupled ? 0 : Options.WeightDecay;

    /// <summary>What the parameter is multiplied with first.</summary>
    public double Shrinkage => IsDecoupled ? 1 - (Rate * Options.WeightDecay) : 1;

    /// <summary>The rate over the mean's bias correction.</summary>
    public double Size => Rate / (1 - Math.Pow(Options.Beta1, Step));

    /// <summary>The root of the mean square's bias correction.</summary>
    public double RootCorrection => Math.Sqrt(1 - Math.Pow(Options.Beta2, Step));
}
