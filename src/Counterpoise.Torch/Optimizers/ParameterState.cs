namespace Counterpoise.Torch.Optimizers;

/// <summary>What an optimiser remembers of one parameter: its steps and its moments, made at the first step.</summary>
internal sealed class ParameterState(Tensor parameter)
{
    public Tensor Parameter => parameter;

    public long Steps { get; set; }

    public Tensor[] Moments { get; private set; } = [];

    /// <summary>Makes the moments, zero, in the parameter's layout, unless they are there.</summary>
    public void Require(int moments)
    {
        if (Moments.Length == 0 && moments > 0)
        {
            Moments = new Tensor[moments];
            for (var i = 0; i < moments; i++)
            {
                Moments[i] = parameter.ZerosLike().DetachFromDisposeScope();
            }
        }
    }

    public void Dispose()
    {
        foreach (var moment in Moments)
        {
            moment.Dispose();
        }

        Moments = [];
    }
}
