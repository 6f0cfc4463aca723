using System.Runtime.InteropServices;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>
/// An operator whose forward and backward are written in C#. One object serves one call:
/// <code>
/// sealed class Cube : CustomFunction
/// {
///     public static Tensor Of(Tensor x) => new Cube().Apply(x)[0];
///     protected override Tensor[] Forward(Tensor?[] inputs) => [Save(inputs[0]!).Pow(3)];
///     protected override Tensor?[] Backward(Tensor?[] gradients) => [3 * Saved(0).Pow(2) * gradients[0]!];
/// }
/// </code>
/// Both run without recording. There is no second derivative, and a second backward needs <c>keepGraph</c> at the first.
/// </summary>
public abstract unsafe class CustomFunction
{
    private readonly List<(Tensor Tensor, long Version)> _saved = [];
    private bool _applied;

    /// <summary>The name errors use, the class's unless overridden.</summary>
    protected virtual string Name => GetType().Name;

    /// <summary>Whether a backward may follow: an input requires a gradient and the thread records. Without it nothing needs saving.</summary>
    protected bool NeedsGradient { get; private set; }

    /// <summary>Computes the outputs: new tensors, neither inputs nor views of them.</summary>
    protected abstract Tensor[] Forward(Tensor?[] inputs);

    /// <summary>Computes the gradients of the inputs.</summary>
    /// <param name="gradients">Of each output; null where nothing flowed back.</param>
    /// <returns>One for each input; null for those that need none.</returns>
    protected abstract Tensor?[] Backward(Tensor?[] gradients);

    /// <summary>Drops what the subclass holds beyond saved tensors: called once, when no backward can follow any more, on any thread.</summary>
    protected virtual void Release()
    {
    }

    /// <summary>Keeps a tensor for the backward, without its history; a no-op that returns the tensor where none will come.</summary>
    /// <returns>The tensor that was given.</returns>
    protected Tensor Save(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (NeedsGradient)
        {
            var kept = DisposeScope.Detach(tensor.Detach());
            _saved.Add((kept, kept.Version));
        }

        return tensor;
    }

    /// <summary>A saved tensor, in the order of <see cref="Save"/>. It belongs to the function: do not dispose it.</summary>
    /// <exception cref="InvalidOperationException">It was modified in place since, so that the gradient would be wrong.</exception>
    protected Tensor Saved(int index)
    {
        var (tensor, version) = _saved[index];
        return tensor.Version == version
            ? tensor
            : throw new InvalidOperationException($"tensor {index} of shape {tensor.ShapeText} that {Name} saved for its backward was modified in place since: clone it before modifying it");
    }

    /// <summary>Runs the forward without recording and makes its outputs part of the graph.</summary>
    protected Tensor[] Apply(params Tensor?[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (_applied)
        {
            throw new InvalidOperationException($"{Name} was applied already: make a new object for each call");
        }

        _applied = true;
        NeedsGradient = NoGrad.IsRecording && Array.Exists(inputs, input => input is { RequiresGrad: true });
        Tensor[] outputs;
        try
        {
            using (NoGrad.Begin())
            {
                outputs = Forward(inputs);
            }

            if (NeedsGradient)
            {
                RequireNew(inputs, outputs);
                Attach(inputs, outputs);
            }
        }
        catch
        {
            Drop();
            throw;
        }

        if (!NeedsGradient)
        {
            Drop();
        }

        return outputs;
    }

    private void RequireNew(Tensor?[] inputs, Tensor[] outputs)
    {
        foreach (var output in outputs)
        {
            if (output.IsView || Array.Exists(inputs, input => input is not null && input.IsSame(output)))
            {
                throw new InvalidOperationException($"an output of {Name} is one of its inputs or a view: return a new tensor, Clone() makes one");
            }
        }
    }

    private void Attach(Tensor?[] inputs, Tensor[] outputs)
    {
        var from = Array.ConvertAll(inputs, input => input?.Handle ?? 0);
        var to = Array.ConvertAll(outputs, output => output.Handle);
        var held = GCHandle.Alloc(this);
        fixed (nint* first = from, result = to)
        {
            var failed = Shim.cp_node_attach(Name, first, from.Length, result, to.Length, &RunBackward, &RunRelease, GCHandle.ToIntPtr(held));
            if (failed != 0)
            {
                held.Free();
            }

            Shim.Check(failed);
        }

        GC.KeepAlive(inputs);
        GC.KeepAlive(outputs);
    }

    private void Drop()
    {
        foreach (var (tensor, _) in _saved)
        {
            tensor.Dispose();
        }

        _saved.Clear();
        Release();
    }

    private void Backward(ReadOnlySpan<nint> outputs, Span<nint> inputs)
    {
        using var scope = DisposeScope.Begin();
        using var _ = NoGrad.Begin();
        var gradients = new Tensor?[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            gradients[i] = outputs[i] == 0 ? null : new Tensor(Shim.cp_tensor_retain(outputs[i]));
        }

        var results = Backward(gradients);
        if (results.Length != inputs.Length)
        {
            throw new InvalidOperationException($"the backward of {Name} returned {results.Length} gradients, its forward had {inputs.Length} inputs: return null for those that need none");
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = results[i] is { } gradient ? Shim.cp_tensor_retain(gradient.Handle) : 0;
        }
    }

#pragma warning disable CA1031 // Nothing may be thrown through native frames; the shim reports the failure, the exception follows as its cause.
    [UnmanagedCallersOnly]
    private static int RunBackward(nint context, nint* outputs, int outputCount, nint* inputs, int inputCount, byte* error, int capacity)
    {
        try
        {
            var function = (CustomFunction)GCHandle.FromIntPtr(context).Target!;
            function.Backward(new ReadOnlySpan<nint>(outputs, outputCount), new Span<nint>(inputs, inputCount));
            return 0;
        }
        catch (Exception failure)
        {
            return CallbackFailure.Report(failure, error, capacity);
        }
    }

    [UnmanagedCallersOnly]
    private static void RunRelease(nint context)
    {
        var held = GCHandle.FromIntPtr(context);
        try
        {
            ((CustomFunction)held.Target!).Drop();
        }
        catch (Exception failure)
        {
            CallbackFailure.Keep(failure);
        }
        finally
        {
            held.Free();
        }
    }
#pragma warning restore CA1031
}
