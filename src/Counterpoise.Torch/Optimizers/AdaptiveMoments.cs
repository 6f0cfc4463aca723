namespace Counterpoise.Torch.Optimizers;

/// <summary>The steps of Adam and AdamW, fused and with libtorch's operators.</summary>
internal static class AdaptiveMoments
{
    private static readonly string[] Plain = ["exp_avg", "exp_avg_sq"];
    private static readonly string[] WithLargest = ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"];

    public static IReadOnlyList<string> Names(AdamOptions options) => options.AmsGrad ? WithLargest : Plain;

    public static void StepFused(IReadOnlyList<Update> updates, AdamOptions options, double rate, bool isDecoupled)
    {
        if (options.AmsGrad)
        {
            FusedLoop.Run<float, AmsGradRule<float>>(Of(ScalarType.Float32), u => new(At(u)));
            FusedLoop.Run<double, AmsGradRule<double>>(Of(ScalarType.Float64), u => new(At(u)));
        }
        else
        {
            FusedLoop.Run<float, AdamRule<float>>(Of(ScalarType.Float32), u => new(At(u)));
            FusedLoop.Run<double, AdamRule<double>>(Of(ScalarType.Float64), u => new(At(u)));
        }

        AdamStep At(Update update) => new(options, rate, update.State.Steps, isDecoupled);
        Update[] Of(ScalarType type) => [.. updates.Where(u => u.Parameter.Type == type)];
    }

    public static void StepStock(IReadOnlyList<Update> updates, AdamStep step)
    {
        var o = step.Options;
        foreach (var update in updates)
        {
            var moments = update.State.Moments;
            var gradient = step.GradientDecay > 0 ? update.Gradient.add(update.Parameter, step.GradientDecay) : update.Gradient;
            if (step.Shrinkage != 1)
            {
                update.Parameter.mul_(step.Shrinkage);
            }

            moments[0].mul_(o.Beta1).add_(gradient, 1 - o.Beta1);
            moments[1].mul_(o.Beta2).addcmul_(gradient, gradient, 1 - o.Beta2);
            if (o.AmsGrad)
            {
                moments[2].copy_(moments[2].maximum(moments[1]));
            }

            var roots = moments[o.AmsGrad ? 2 : 1].sqrt().div_(step.RootCorrection).add_(o.Epsilon);
            update.Parameter.addcdiv_(moments[0], roots, -step.Size);
        }
    }
}
