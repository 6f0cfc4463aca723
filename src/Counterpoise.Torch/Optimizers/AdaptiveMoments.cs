namespace Counterpoise.Torch.Optimizers;

/// <summary>The steps of Adam and AdamW, fused and with libtorch's operators.</summary>
internal static class AdaptiveMoments
{
    private static readonly Operator AddScaled = Operator.Aten("_foreach_add", "List");
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
        Tensor[] parameters = [.. updates.Select(u => u.Parameter)];
        Tensor[] gradients = [.. updates.Select(u => u.Gradient)];
        Tensor[] means = [.. updates.Select(u => u.State.Moments[0])];
        Tensor[] squares = [.. updates.Select(u => u.State.Moments[1])];
        var o = step.Options;
        if (step.GradientDecay > 0)
        {
            gradients = AddScaled.InvokeMany(gradients, parameters, step.GradientDecay);
        }

        if (step.Shrinkage != 1)
        {
            Foreach.Multiply(parameters, step.Shrinkage);
        }

        Foreach.Multiply(means, o.Beta1);
        Foreach.Add(means, gradients, 1 - o.Beta1);
        Foreach.Multiply(squares, o.Beta2);
        Foreach.AddCMul(squares, gradients, gradients, 1 - o.Beta2);
        if (o.AmsGrad)
        {
            foreach (var update in updates)
            {
                update.State.Moments[2].CopyFrom(update.State.Moments[2].Maximum(update.State.Moments[1]));
            }

            squares = [.. updates.Select(u => u.State.Moments[2])];
        }

        var roots = Foreach.Sqrt(squares);
        Foreach.Divide(roots, step.RootCorrection);
        Foreach.Add(roots, o.Epsilon);
        Foreach.AddCDiv(parameters, means, roots, -step.Size);
    }
}
