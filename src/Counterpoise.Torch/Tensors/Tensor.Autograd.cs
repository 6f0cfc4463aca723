using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

public sealed unsafe partial class Tensor
{
    private static readonly Operator DetachOp = Operator.Aten("detach");

    /// <summary>Whether operators on this tensor are recorded for <see cref="Backward"/>. It can be set on leaves of a floating type.</summary>
    public bool RequiresGrad
    {
        get => Shim.cp_requires_grad(Handle) != 0;
        set => Shim.Check(Shim.cp_requires_grad_set(Handle, value ? 1 : 0));
    }

    /// <summary>Whether the tensor was made by the user, not by a recorded operator.</summary>
    public bool IsLeaf => Shim.cp_is_leaf(Handle) != 0;

    /// <summary>The name of the graph node that made the tensor, such as <c>MulBackward0</c>; null for a leaf.</summary>
    public string? GradientFunction => Shim.Text(Shim.cp_grad_function_name(Handle)) is { Length: > 0 } name ? name : null;

    /// <summary>The gradient that <see cref="Backward"/> summed up, or null. Each reading is a new reference, freed with the current scope; null clears it.</summary>
    public Tensor? Grad
    {
        get
        {
            nint gradient;
            Shim.Check(Shim.cp_grad(Handle, &gradient));
            return gradient == 0 ? null : new Tensor(gradient);
        }
        set => Shim.Check(Shim.cp_grad_set(Handle, value?.Handle ?? 0));
    }

    /// <summary>Sets <see cref="RequiresGrad"/> and returns this tensor.</summary>
    public Tensor WithGrad(bool requiresGrad = true)
    {
        RequiresGrad = requiresGrad;
        return this;
    }

    /// <summary>The same memory without its history.</summary>
    public Tensor Detach() => DetachOp.Invoke(this);

    /// <summary>Adds the derivative of this tensor to the gradients of all leaves it depends on.</summary>
    /// <param name="gradient">The derivative with respect to this tensor; needed unless it has one element.</param>
    /// <param name="keepGraph">Keeps what a second backward through the same graph needs.</param>
    /// <param name="createGraph">Records the backward itself, for second derivatives.</param>
    public void Backward(Tensor? gradient = null, bool keepGraph = false, bool createGraph = false)
    {
        var root = Handle;
        var weight = gradient?.Handle ?? 0;
        Shim.Check(Shim.cp_backward(&root, 1, &weight, gradient is null ? 0 : 1, keepGraph || createGraph ? 1 : 0, createGraph ? 1 : 0));
        GC.KeepAlive(this);
        GC.KeepAlive(gradient);
    }

    /// <summary>The derivatives of this tensor with respect to the inputs, leaving their <see cref="Grad"/> alone.</summary>
    /// <param name="inputs">What to differentiate by.</param>
    /// <param name="gradient">The derivative with respect to this tensor; needed unless it has one element.</param>
    /// <param name="keepGraph">Keeps what a second backward through the same graph needs.</param>
    /// <param name="createGraph">Records the derivatives themselves, for second derivatives.</param>
    /// <returns>One for each input; null where this tensor does not depend on it.</returns>
    public Tensor?[] GradientsOf(Tensor[] inputs, Tensor? gradient = null, bool keepGraph = false, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var root = Handle;
        var weight = gradient?.Handle ?? 0;
        var handles = Array.ConvertAll(inputs, input => input.Handle);
        var results = new nint[inputs.Length];
        fixed (nint* from = handles, to = results)
        {
            Shim.Check(Shim.cp_gradients(&root, 1, from, inputs.Length, &weight, gradient is null ? 0 : 1, keepGraph || createGraph ? 1 : 0, createGraph ? 1 : 0, 1, to));
        }

        GC.KeepAlive(this);
        GC.KeepAlive(gradient);
        GC.KeepAlive(inputs);
        return Array.ConvertAll(results, result => result == 0 ? null : new Tensor(result));
    }
}
