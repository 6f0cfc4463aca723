using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Kernels;

public class InvertedResidualKernelTests
{
    public static TheoryData<Block> Blocks =>
    [
        new Block(16, 16, 16, 3, 1, Activation.Relu, false, true, false, 9),
        new Block(16, 64, 24, 3, 2, Activation.Relu, false, false, false, 12),
        new Block(24, 72, 40, 5, 2, Activation.Relu, true, false, false, 11),
        new Block(40, 120, 40, 5, 1, Activation.Hardswish, true, true, false, 7),
        new Block(24, 72, 24, 3, 1, Activation.Hardswish, false, true, false, 8),
        new Block(16, 48, 32, 5, 2, Activation.Hardswish, true, false, true, 10),
        new Block(16, 48, 32, 3, 2, Activation.Relu, false, false, true, 9),
        new Block(16, 16, 8, 3, 2, Activation.Relu, true, false, false, 6),
        new Block(40, 240, 40, 5, 1, Activation.Hardswish, true, true, false, 1),
    ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void It_equals_the_layers_one_by_one_in_double_precision(Block block)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(7);
        var images = Tensor.Randn([5, block.Inputs, block.Side, block.Side]);
        var expected = block.Run(images, ScalarType.Float64, fused: false);
        var found = block.Run(images, ScalarType.Float32, fused: true);
        foreach (var (name, tensor) in expected)
        {
            Difference.IsSmall(tensor, found[name], 2e-5, name);
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void In_eval_mode_without_gradients_it_equals_the_layers(Block block)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        torch.manual_seed(9);
        var images = Tensor.Randn([3, block.Inputs, block.Side, block.Side]).Contiguous(MemoryFormat.ChannelsLast);
        using var layers = block.Make();
        layers.To(format: MemoryFormat.ChannelsLast);
        layers.Forward(images);
        layers.Eval();
        var found = layers.Fused(images)!;
        layers.To(ScalarType.Float64);
        Difference.IsSmall(layers.Forward(images.Double()), found, 1e-6, "output");
    }

    [Fact]
    public void In_mixed_precision_it_stays_within_bfloat16()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(7);
        var block = new Block(40, 120, 40, 5, 1, Activation.Hardswish, true, true, false, 14);
        var images = Tensor.Randn([5, block.Inputs, block.Side, block.Side]);
        var expected = block.Run(images, ScalarType.Float64, fused: false);
        Dictionary<string, Tensor> found;
        using (Autocast.Begin())
        {
            found = block.Run(images, ScalarType.Float32, fused: true);
        }

        foreach (var (name, tensor) in expected)
        {
            Difference.IsSmall(tensor, found[name], 0.06, name);
        }

        Assert.True((expected["output"] - found["output"].Double()).Norm().ToDouble() > 1e-4 * expected["output"].Norm().ToDouble(),
            "nothing was rounded to bfloat16");
    }

    [Fact]
    public void Other_layouts_modes_and_channels_are_left_to_the_layers()
    {
        using var scope = torch.NewDisposeScope();
        var block = new Block(16, 48, 16, 3, 1, Activation.Relu, false, true, false, 5);
        using var layers = block.Make();
        var images = Tensor.Randn([2, 16, 5, 5]).Contiguous(MemoryFormat.ChannelsLast);
        Assert.NotNull(layers.Fused(images));
        Assert.Null(layers.Fused(images.Contiguous()));
        Assert.Null(layers.Fused(images.Double()));
        layers.Eval();
        Assert.Null(layers.Fused(images));
        using (torch.no_grad())
        {
            Assert.NotNull(layers.Fused(images));
        }

        using var odd = (block with { Inputs = 12, Outputs = 12 }).Make();
        Assert.Null(odd.Fused(Tensor.Randn([2, 12, 5, 5]).Contiguous(MemoryFormat.ChannelsLast)));
    }

    /// <summary>A block, and the size of its images.</summary>
    public sealed record Block(
        int Inputs, int Expanded, int Outputs, int Kernel, int Stride, Activation Activation, bool Squeezes, bool Adds, bool SamePadding,
            int Side)
    {
        internal BlockLayers Make()
        {
            var layers = new BlockLayers(this).Initialize(11);
            using var guard = torch.no_grad();
            foreach (var norm in layers.NamedModules().Select(m => m.Value).OfType<BatchNorm2d>())
            {
                // With a bias of 0 everywhere, most gradients of scales before another batch norm would be 0.
                norm.Weight!.CopyFrom(Tensor.Linspace(0.5, 1.5, norm.Channels));
                norm.Bias!.CopyFrom(Tensor.Linspace(-1, 1, norm.Channels));
            }

            return layers;
        }

        internal Dictionary<string, Tensor> Run(Tensor images, ScalarType type, bool fused)
        {
            using var layers = Make();
            layers.To(type, format: MemoryFormat.ChannelsLast);
            var x = images.To(type).Contiguous(MemoryFormat.ChannelsLast).Detach().WithGrad();
            var y = fused ? layers.Fused(x)! : layers.Forward(x);
            var weights = (Tensor.Arange(y.Count, ScalarType.Float64) * 0.37).Cos().Reshape(y.Shape).To(type);
            (y.To(type) * weights).Sum().Backward();
            var result = new Dictionary<string, Tensor> { ["output"] = y, ["input gradient"] = x.Grad! };
            foreach (var (name, parameter) in layers.NamedParameters())
            {
                result[name + " gradient"] = parameter.Grad!;
            }

            foreach (var (name, buffer) in layers.NamedBuffers())
            {
                result[name] = buffer.Clone();
            }

            return result;
        }
    }

    internal sealed class BlockLayers : nn.Module<Tensor, Tensor>
    {
        private readonly ConvBatchNormActivation? _expansion;
        private readonly ConvBatchNormActivation _depthwise;
        private readonly SqueezeExcitation? _excitation;
        private readonly ConvBatchNormActivation _projection;
        private readonly bool _adds;

        protected override void RegisterComponents()
        {
        }

        public BlockLayers(Block block) : base(nameof(BlockLayers))
        {
            _adds = block.Adds;
            if (block.Expanded != block.Inputs)
            {
                _expansion = this.AddChild("expansion", new ConvBatchNormActivation(block.Inputs, block.Expanded, 1, block.Activation));
            }

            _depthwise = this.AddChild("depthwise", new ConvBatchNormActivation(
                block.Expanded, block.Expanded, block.Kernel, block.Activation, block.Stride, block.Expanded, block.SamePadding));
            if (block.Squeezes)
            {
                _excitation = this.AddChild("excitation", new SqueezeExcitation(block.Expanded, 8));
            }

            _projection = this.AddChild("projection", new ConvBatchNormActivation(block.Expanded, block.Outputs, 1, Activation.None));
        }

        public Tensor? Fused(Tensor input) => InvertedResidualKernel.TryForward(input, _expansion, _depthwise, _excitation, _projection,
            _adds);

        public override Tensor forward(Tensor input)
        {
            var output = _depthwise.Forward(_expansion?.Forward(input) ?? input);
            output = _projection.Forward(_excitation?.Forward(output) ?? output);
            return _adds ? output + input : output;
        }
    }
}
