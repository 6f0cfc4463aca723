namespace Counterpoise.Torch;

/// <summary>The one class that TorchSharp knows of all custom functions: the call's own object travels in the context.</summary>
#pragma warning disable CA1852 // TorchSharp makes the one object of it.
internal sealed class CustomFunctionNode : torch.autograd.SingleTensorFunction<CustomFunctionNode>
#pragma warning restore CA1852
{
    private const string Call = "call";

    // The gradients of the node that ran before: nobody disposes what a backward returns, and libtorch holds its own reference by now.
    [ThreadStatic] private static List<Tensor>? t_returned;

    /// <summary>What a backward threw on this thread.</summary>
    [field: ThreadStatic]
    internal static Exception? Failure { get; set; }

    public override string Name => "Counterpoise";

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var call = (CustomFunction)vars[0];
        ctx.save_data(Call, call);
        ctx.set_materialize_grads(false);
        call.SaveFor(ctx);
        return call.TakeOutput();
    }

    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        var returned = t_returned ??= [];
        returned.ForEach(tensor => tensor.Dispose());
        returned.Clear();
        var call = (CustomFunction)ctx.get_data(Call);
        try
        {
            // Else the saved tensors would belong to the caller's scope, and live until its end.
            using var scope = torch.NewDisposeScope();
            var saved = ctx.get_saved_variables();
            var gradients = call.Differentiate(saved, grad_output);
            returned.AddRange(gradients.OfType<Tensor>());
            return [null!, .. gradients.Select(gradient => gradient!)];
        }
// An exception through native frames ends the process: a gradient of an impossible shape makes the engine fail instead.
#pragma warning disable CA1031
        catch (Exception failure)
        {
            Failure = failure;
            var impossible = torch.zeros([1, 1, 1, 1, 1, 1, 1, 7]).DetachFromDisposeScope();
            returned.Add(impossible);
            return [null!, .. Enumerable.Repeat(impossible, call.InputCount)];
        }
#pragma warning restore CA1031
        finally
        {
            // Without this the saved tensors live until the whole graph dies.
            grad_output?.Dispose();
            ctx.Dispose();
        }
    }
}
