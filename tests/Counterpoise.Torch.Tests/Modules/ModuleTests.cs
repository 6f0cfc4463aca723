using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Modules;

public sealed class ModuleTests
{
    [Fact]
    public void First_values_depend_on_seed_and_full_name_alone()
    {
        using var scope = torch.NewDisposeScope();
        using var alone = new Sequential(new Linear(3, 4), new Linear(4, 2)).Initialize(7);
        using var other = new Sequential(new Linear(3, 4), new Linear(4, 5), new Linear(5, 9)).Initialize(7);
        using var third = new Sequential(new Linear(3, 4)).Initialize(8);
        Assert.Equal(Values(alone, "0.weight"), Values(other, "0.weight"));
        Assert.NotEqual(Values(alone, "0.weight"), Values(third, "0.weight"));
        Assert.NotEqual(Values(alone, "0.weight")[..4], Values(alone, "1.weight")[..4]);
    }

    [Fact]
    public void Libtorchs_global_generator_has_no_part_in_first_values()
    {
        using var scope = torch.NewDisposeScope();
        using var first = new Linear(8, 8).Initialize(3);
        _ = Tensor.Rand([100]);
        using var second = new Linear(8, 8).Initialize(3);
        Assert.Equal(Values(first, "weight"), Values(second, "weight"));
    }

    [Fact]
    public void A_parameter_without_values_makes_every_result_NaN()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = new Linear(2, 2);
        Assert.All(layer.forward(torch.ones(1, 2)).ToArray<float>(), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void One_error_lists_every_key_that_is_missing_unexpected_or_of_another_shape()
    {
        using var scope = torch.NewDisposeScope();
        using var module = new Sequential(new Linear(2, 3), new Linear(3, 1)).Initialize(1);
        var before = Values(module, "1.weight");
        var state = new Dictionary<string, Tensor>
        {
            ["0.weight"] = Tensor.Ones(3, 5),
            ["0.bias"] = Tensor.Ones(3),
            ["1.weight"] = Tensor.Ones(1, 3),
            ["2.weight"] = Tensor.Ones(1),
        };
        var error = Assert.Throws<StateDictException>(() => module.LoadStateDict(state));
        Assert.Contains("missing: 1.bias", error.Message, StringComparison.Ordinal);
        Assert.Contains("unexpected: 2.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("0.weight is [3, 5] in the state and [3, 2] in the module", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Values(module, "1.weight"));
    }

    [Fact]
    public void What_fits_is_loaded_when_not_strict_and_the_rest_is_reported()
    {
        using var scope = torch.NewDisposeScope();
        using var module = new Sequential(new Linear(2, 3), new Linear(3, 1)).Initialize(1);
        var report = module.LoadStateDict(new Dictionary<string, Tensor> { ["1.weight"] = Tensor.Ones(1, 3), ["head"] = Tensor.Ones(1) },
            strict: false);
        Assert.Equal(["0.weight", "0.bias", "1.bias"], report.Missing);
        Assert.Equal(["head"], report.Unexpected);
        Assert.Empty(report.Misshaped);
        Assert.Equal([1, 1, 1], Values(module, "1.weight"));
    }

    [Fact]
    public void A_half_precision_state_loads_into_a_single_precision_module_without_a_seed()
    {
        using var scope = torch.NewDisposeScope();
        using var module = new Linear(2, 1);
        module.LoadStateDict(new Dictionary<string, Tensor> { ["weight"] = Tensor.Full([1, 2], 0.5, ScalarType.Float16),
            ["bias"] = Tensor.Full([1], 2, ScalarType.Float64) });
        Assert.Equal(ScalarType.Float32, module.Weight.Type);
        Assert.Equal(3, module.Forward(Tensor.Ones(1, 2)).Item<float>());
    }

    [Fact]
    public void Freezing_takes_parameters_out_of_the_backward_pass()
    {
        using var scope = torch.NewDisposeScope();
        using var module = new Sequential(new Linear(2, 3), new Linear(3, 1)).Initialize(1);
        module.RequireGrad(false, name => name.StartsWith("0.", StringComparison.Ordinal));
        module.Forward(Tensor.Ones(4, 2)).Sum().Backward();
        var gradients = module.NamedParameters().ToDictionary(p => p.Key, p => p.Value.Grad is not null);
        Assert.Equal([false, false, true, true], gradients.Values);
        module.zero_grad();
        Assert.All(module.Parameters(), p => Assert.Null(p.Grad));
    }

    [Fact]
    public void Moving_changes_floating_types_and_image_layouts_and_nothing_else()
    {
        using var scope = torch.NewDisposeScope();
        using var block = new ConvBatchNormActivation(3, 4, 3, Activation.Relu).Initialize(1);
        var before = block.Convolution.Weight.Double().ToArray<double>();
        block.To(ScalarType.Float64, format: MemoryFormat.ChannelsLast);
        Assert.Equal(before, block.Convolution.Weight.ToArray<double>());
        Assert.True(block.Convolution.Weight.IsContiguousIn(MemoryFormat.ChannelsLast));
        Assert.True(block.Convolution.Weight.RequiresGrad);
        Assert.Equal(ScalarType.Float64, block.BatchNorm.RunningMean!.Type);
        Assert.Equal(ScalarType.Int64, block.BatchNorm.BatchesTracked!.Type);
    }

    [Fact]
    public void Train_and_eval_reach_every_child_and_every_parameter_is_counted_once()
    {
        using var module = new Sequential(new Linear(2, 3), new Sequential(new BatchNorm1d(3), new Dropout()));
        module.Eval();
        Assert.All(module.NamedModules(), m => Assert.False(m.Value.IsTraining));
        module.Train();
        Assert.All(module.NamedModules(), m => Assert.True(m.Value.IsTraining));
        Assert.Equal((2 * 3) + 3 + 3 + 3, module.ParameterCount);
        Assert.Equal(["", "0", "1", "1.0", "1.1"], module.NamedModules().Select(m => m.Key));
    }

    [Theory]
    [InlineData(0, 2, 3, 1, 0, 1, "0 input channels")]
    [InlineData(2, 2, 3, 0, 0, 1, "Stride is 0")]
    [InlineData(2, 2, 3, 1, -1, 1, "Padding is -1")]
    [InlineData(4, 6, 3, 1, 0, 4, "Groups is 4")]
    public void A_convolution_says_what_is_wrong_with_its_options(int inputs, int outputs, int kernel, int stride, int padding, int groups,
        string fault)
    {
        var error = Assert.Throws<ArgumentException>(() => new Conv2d(inputs, outputs, kernel,
            new() { Stride = stride, Padding = padding, Groups = groups }));
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_norm_names_the_shape_that_it_cannot_take()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = new BatchNorm2d(3);
        var error = Assert.Throws<ArgumentException>(() => layer.Forward(Tensor.Ones(2, 4, 1, 1)));
        Assert.Contains("3 channels was given [2, 4, 1, 1]", error.Message, StringComparison.Ordinal);
    }

    private static double[] Values(nn.Module module, string name) => module.StateDict()[name].Double().ToArray<double>();
}
