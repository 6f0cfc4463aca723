using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Tensors;

public class DisposeScopesTests
{
    [Fact]
    public void A_kept_tensor_outlives_its_scope_by_one()
    {
        Tensor kept;
        using (torch.NewDisposeScope())
        {
            using (var inner = torch.NewDisposeScope())
            {
                kept = inner.Keep(torch.ones(2));
            }

            Assert.False(kept.IsInvalid);
        }

        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_tensor_of_no_scope_is_not_taken_over()
    {
        var parameter = torch.ones(2).DetachFromDisposeScope();
        using (torch.NewDisposeScope())
        {
            using var inner = torch.NewDisposeScope();
            inner.Keep(parameter);
        }

        Assert.False(parameter.IsInvalid);
        parameter.Dispose();
    }

    [Fact]
    public void A_tensor_of_an_outer_scope_stays_there()
    {
        using var outer = torch.NewDisposeScope();
        var input = torch.ones(2);
        using (torch.NewDisposeScope())
        {
            using var inner = torch.NewDisposeScope();
            inner.Keep(input);
        }

        Assert.False(input.IsInvalid);
    }
}
