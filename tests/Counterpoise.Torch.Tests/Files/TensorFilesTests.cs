using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files;

/// <summary>From files into tensors and back.</summary>
public sealed class TensorFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(WeightFileTests.Fixtures), MemberType = typeof(WeightFileTests))]
    public void Every_fixture_loads_into_tensors(string name)
    {
        var tensors = WeightFile.Load(WeightFixtures.Path(name));
        foreach (var expected in WeightFixtures.Expected.GetProperty(name).EnumerateObject())
        {
            Assert.True(tensors.Remove(expected.Name, out var tensor));
            Assert.Equal(expected.Value.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()), tensor.Shape);
            Assert.Equal(expected.Value.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()),
                tensor.To(ScalarType.Float64).ToArray<double>());
        }

        Assert.Empty(tensors);
    }

    [Fact]
    public void Tensors_of_every_type_and_layout_survive_safetensors()
    {
        var path = Path.Combine(_folder, "all.safetensors");
        var saved = new Dictionary<string, Tensor>();
        foreach (var type in StoredLayout.Types)
            saved.Add($"type.{type}", Tensor.Arange(7).To(type));
        saved.Add("transposed", Tensor.Arange(6, ScalarType.Float32).Reshape(2, 3).Transpose(0, 1));
        saved.Add("channels last", Tensor.Randn([2, 3, 4, 5]).Contiguous(MemoryFormat.ChannelsLast));
        saved.Add("scalar", Tensor.Scalar(2.5));
        saved.Add("empty", Tensor.Zeros([0, 3]));
        saved.Add("large", Tensor.Randn([3, 500_000]).slice(1, 1, 400_001, 1));
        SafetensorsFile.Save(path, saved);

        var loaded = SafetensorsFile.Load(path);
        Assert.Equal(saved.Keys.Order(StringComparer.Ordinal), loaded.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, tensor) in saved)
        {
            Assert.Equal(tensor.Type, loaded[name].Type);
            Assert.Equal(tensor.Shape, loaded[name].Shape);
            Assert.Equal(tensor.To(ScalarType.Float64).ToArray<double>(), loaded[name].To(ScalarType.Float64).ToArray<double>());
        }
    }

    [Fact]
    public void A_parameter_is_written_without_its_history_and_npy_keeps_its_shape()
    {
        var path = Path.Combine(_folder, "a.npy");
        var tensor = Tensor.Randn([3, 2], ScalarType.Float64);
        tensor.RequiresGrad = true;
        NpyFile.Save(path, tensor * 2);
        var loaded = NpyFile.Load(path);
        Assert.Equal([3L, 2L], loaded.Shape);
        Assert.False(loaded.RequiresGrad);
        Assert.Equal((tensor * 2).ToArray<double>(), loaded.ToArray<double>());
    }

    [Fact]
    public void Loading_keeps_as_many_tensors_as_it_returns_and_a_cancelled_one_none()
    {
        // The scope counts what is alive in it, and other tests do not touch it.
        var tensors = PickleFile.Load(WeightFixtures.Path("module.zip.pth"));
        Assert.Equal(tensors.Count, _scope.DisposablesCount);
        SafetensorsFile.Save(Path.Combine(_folder, "a.safetensors"), tensors);
        Assert.Equal(tensors.Count, _scope.DisposablesCount);
        Assert.Throws<OperationCanceledException>(() => PickleFile.Load(WeightFixtures.Path("module.zip.pth"),
            cancellationToken: new CancellationToken(true)));
        Assert.Equal(tensors.Count, _scope.DisposablesCount);
    }

    [Fact]
    public void A_float16_backbone_loads_into_float16_tensors()
    {
        var path = Repository.Data("backbones/mobilenet_v3_large_minimalistic.fp16.safetensors");
        var tensors = WeightFile.Load(path);
        using var archive = SafetensorsFile.Open(path);
        Assert.Equal(280, tensors.Count);
        Assert.Equal(archive.Tensors["classifier.3.weight"].ToArray<Half>(), tensors["classifier.3.weight"].ToArray<Half>());
    }
}
