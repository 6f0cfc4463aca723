namespace Counterpoise.Torch.Files;

/// <summary>
/// The Python globals that a weight file may name. Nothing of Python is run: each stands for a construction of this reader.
/// </summary>
internal enum PickledGlobal
{
    OrderedDict,
    Size,
    Device,
    RebuildTensor,
    RebuildParameter,
    Encode,
}
