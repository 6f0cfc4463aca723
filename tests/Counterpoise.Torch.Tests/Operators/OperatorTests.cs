using System.Reflection;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Operators;

public class OperatorTests
{
    [Fact]
    public void Every_operator_the_engine_names_exists_in_this_libtorch()
    {
        var named = typeof(Operator).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(Operator))
            .Select(field => (Operator)field.GetValue(null)!)
            .ToList();
        Assert.True(named.Count > 200);
        var missing = named.Where(op => Record.Exception(() => op.Schema) is not null).Select(op => op.ToString());
        Assert.Empty(missing);
    }
    [Fact]
    public void Any_operator_is_called_by_name()
    {
        using var scope = DisposeScope.Begin();
        var add = Operator.Get("aten::add", "Tensor");
        Assert.Equal([7f, 7], add.Invoke(Tensor.Ones(2), Tensor.Ones(2), 6).ToArray<float>());
        Assert.Equal([2f, 2], add.Invoke(Tensor.Ones(2), Tensor.Ones(2)).ToArray<float>());
        Assert.Contains("aten::add.Tensor(Tensor self, Tensor other", add.Schema, StringComparison.Ordinal);
        Assert.Equal("aten::add.Tensor", add.ToString());
        Assert.True(Operator.List().Count > 1000);
    }

    [Fact]
    public void Results_of_every_kind_come_back()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Arange(6).Reshape(2, 3);
        Assert.True(Operator.Get("aten::equal").InvokeBoolean(x, x));
        Assert.Equal(3, Operator.Get("aten::size", "int").InvokeInteger(x, 1));
        Assert.Equal(1.5, Operator.Get("aten::q_scale").InvokeReal(Operator.Get("aten::quantize_per_tensor").Invoke(x.Float(), 1.5, 0, 13)));
        Assert.Equal(2, Operator.Get("aten::unbind", "int").InvokeMany(x).Length);
        var (values, indices) = Operator.Get("aten::max", "dim").InvokePair(x, 1);
        Assert.Equal([2L, 5], values.ToArray<long>());
        Assert.Equal([2L, 2], indices.ToArray<long>());
    }

    [Fact]
    public void A_result_of_another_kind_than_asked_for_is_refused_with_the_schema()
    {
        using var scope = DisposeScope.Begin();
        var error = Assert.Throws<InvalidOperationException>(() => Operator.Get("aten::equal").Invoke(Tensor.Ones(1), Tensor.Ones(1)));
        Assert.Contains("aten::equal(Tensor self, Tensor other) -> bool", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Operator.Get("aten::max", "dim").InvokeTriple(Tensor.Ones(1, 2), 1));
    }

    [Fact]
    public void Missing_and_surplus_arguments_and_unknown_names_are_refused()
    {
        using var scope = DisposeScope.Begin();
        var add = Operator.Get("aten::add", "Tensor");
        Assert.Contains("argument 2 is missing", Assert.Throws<TorchException>(() => add.Invoke(Tensor.Ones(1))).Message, StringComparison.Ordinal);
        Assert.Contains("4 arguments for", Assert.Throws<TorchException>(() => add.Invoke(Tensor.Ones(1), Tensor.Ones(1), 1, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("aten::no_such", Assert.Throws<TorchException>(() => Operator.Get("aten::no_such")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_have_no_native_backtrace()
    {
        using var scope = DisposeScope.Begin();
        var error = Assert.Throws<TorchException>(() => Tensor.Ones(2) + Tensor.Ones(3));
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception raised from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_longer_than_the_stack_allows_are_handed_over_whole()
    {
        using var scope = DisposeScope.Begin();
        var many = Enumerable.Range(0, 3000).Select(i => Tensor.Full([1], i, ScalarType.Int64)).ToArray();
        Assert.Equal(3000L * 2999 / 2, Tensor.Concatenate(many).Sum().Item<long>());
    }

    [Fact]
    public void Lists_of_tensors_are_updated_in_one_call()
    {
        using var scope = DisposeScope.Begin();
        Tensor[] weights = [Tensor.Ones(2), Tensor.Full([3], 4)];
        Tensor[] gradients = [Tensor.Full([2], 2), Tensor.Ones(3)];
        Foreach.Add(weights, gradients, -0.5);
        Foreach.Multiply(weights, 2);
        Foreach.AddCMul(weights, gradients, gradients, 1);
        Assert.Equal([4f, 4], weights[0].ToArray<float>());
        Assert.Equal([8f, 8, 8], weights[1].ToArray<float>());
        Assert.Equal(Math.Sqrt(8), Foreach.Norm(gradients)[0].ToDouble(), 1e-6);
    }
}
