using System.Text.Json;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>A file that torchvision writes at test time: oracles/mobilenet_pth.py.</summary>
public sealed class TorchvisionFileTests
{
    [Fact]
    public void A_pth_of_torchvision_loads_without_conversion_and_gives_its_logits()
    {
        const string python = "/usr/bin/python3";
        Assert.SkipUnless(
            File.Exists(python) && ProgramRun.Of(python, ["-c", "import torchvision"]).ExitCode == 0,
            "needs Debian's python3 with torchvision (python3-torchvision)");
        using var folder = new Counterpoise.Tests.TemporaryFolder();
        var path = folder.File("small.pth");
        var run = ProgramRun.Of(python, ["-B", Repository.Oracle("mobilenet_pth.py"), path]);
        Assert.True(run.ExitCode == 0, run.Error);
        var expected = JsonSerializer.Deserialize<double[]>(run.Output)!;

        using var scope = torch.NewDisposeScope();
        using var model = MobileNetV3.Small(new() { Classes = 7 });
        model.LoadStateDict(PickleFile.Load(path));
        model.Eval();
        using var guard = torch.no_grad();
        var found = model.Forward(Formula.Picture(2, 64, ScalarType.Float32)).Double().ToArray<double>();
        var largest = expected.Max(Math.Abs);
        Assert.Equal(14, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second, pair.First - (1e-5 * largest), pair.First + (1e-5 * largest)));
    }
}
