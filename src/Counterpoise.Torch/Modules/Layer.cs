namespace Counterpoise.Torch.Modules;

/// <summary>A module that makes one tensor of one tensor.</summary>
public abstract class Layer : Module
{
    /// <summary>Computes the output.</summary>
    /// <param name="input">The input; it stays the caller's.</param>
    /// <returns>The output, in the current dispose scope.</returns>
    public abstract Tensor Forward(Tensor input);
}
