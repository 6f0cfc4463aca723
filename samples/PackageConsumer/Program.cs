using Counterpoise.Randomness;
using Counterpoise.Torch;
using TorchSharp;

// The two packages that most programs start from: the managed core, and what TorchSharp lacks.
var stream = new RandomStream(7, "demo");
using var scope = torch.NewDisposeScope();
var values = torch.Tensor.FromArray(Enumerable.Range(0, 6).Select(_ => (float)stream.NextDouble()).ToArray(), 2, 3);
Console.WriteLine($"libtorch {torch.__version__}, mean {values.mean().ToDouble():F6}, loaded {LibTorch.Report}");
