using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Mpi;

/// <summary>
/// Open MPI's C interface. Its handles are addresses of exported symbols (<c>ompi_mpi_comm_world</c>, <c>ompi_mpi_float</c>), those of
/// MPICH are integers that only its header knows: hence Open MPI alone, of any release since 2.0, whose binary interface has stayed.
/// </summary>
internal sealed unsafe class OpenMpi
{
    /// <summary>The library to load instead of the usual ones, by path or name.</summary>
    public const string LibraryVariable = "COUNTERPOISE_MPI_LIBRARY";

    // Constants of Open MPI's mpi.h.
    public const int Serialized = 2;
    private const int SharedMemory = 0;
    private const int TextBytes = 512;
    private static readonly void* InPlace = (void*)1;

    private const string Advice =
        "Install Open MPI (Debian and Ubuntu: apt-get install openmpi-bin; Fedora: dnf install openmpi; macOS: brew install open-mpi; on "
        + "a cluster: module load openmpi), "
        + $"or name its library in the environment variable {LibraryVariable}";

    private readonly nint _library;
    private readonly nint _errorsReturn;
    private readonly nint _noInfo;
    private readonly nint[] _elements;
    private readonly nint[] _operations;
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, nint, int> _allReduce;
    private readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int> _allGather;
    private readonly delegate* unmanaged<void*, int, nint, int, nint, int> _broadcast;
    private readonly delegate* unmanaged<nint, nint*, int> _beginBarrier;
    private readonly delegate* unmanaged<nint*, int*, void*, int> _test;

    private OpenMpi(nint library)
    {
        _library = library;
        World = NativeLibrary.GetExport(library, "ompi_mpi_comm_world");
        _errorsReturn = NativeLibrary.GetExport(library, "ompi_mpi_errors_return");
        _noInfo = NativeLibrary.GetExport(library, "ompi_mpi_info_null");

        // In the order of the enums.
        _elements = Array.ConvertAll(["ompi_mpi_byte", "ompi_mpi_float", "ompi_mpi_double", "ompi_mpi_int64_t"],
            name => NativeLibrary.GetExport(library, name));
        _operations = Array.ConvertAll(["ompi_mpi_op_sum", "ompi_mpi_op_max", "ompi_mpi_op_min"],
            name => NativeLibrary.GetExport(library, name));
        _allReduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)NativeLibrary.GetExport(library, "MPI_Allreduce");
        _allGather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int>)NativeLibrary.GetExport(library, "MPI_Allgather");
        _broadcast = (delegate* unmanaged<void*, int, nint, int, nint, int>)NativeLibrary.GetExport(library, "MPI_Bcast");
        _beginBarrier = (delegate* unmanaged<nint, nint*, int>)NativeLibrary.GetExport(library, "MPI_Ibarrier");
        _test = (delegate* unmanaged<nint*, int*, void*, int>)NativeLibrary.GetExport(library, "MPI_Test");
    }

    /// <summary>All processes.</summary>
    public nint World { get; }

    /// <summary>Finds and loads the library.</summary>
    /// <exception cref="DllNotFoundException">There is none, or it is another MPI.</exception>
    public static OpenMpi Load()
    {
        string[] names = Environment.GetEnvironmentVariable(LibraryVariable) is { Length: > 0 } chosen ? [chosen]
            : OperatingSystem.IsMacOS() ? ["libmpi.40.dylib", "libmpi.dylib", "/opt/homebrew/lib/libmpi.dylib",
                "/usr/local/lib/libmpi.dylib"]
            : OperatingSystem.IsWindows() ? []
            : ["libmpi.so.40", "libmpi.so.20", "libmpi.so"];
        var (other, isMpi) = ("", false);
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                if (NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _))
                {
                    return new OpenMpi(library);
                }

                (other, isMpi) = (name, NativeLibrary.TryGetExport(library, "MPI_Init_thread", out _));
            }
        }

        throw new DllNotFoundException(
            OperatingSystem.IsWindows()
                ? "Open MPI does not run on Windows, and Microsoft's MPI has another binary interface: train over several processes in "
                + "Linux or the Windows Subsystem for Linux"
            : other.Length > 0 ? $"{other} is not Open MPI but "
                + $"{(isMpi ? "MPICH or one of its family (Intel MPI, MVAPICH, Cray MPICH), whose binary interface is another"
                    : "no MPI at all")}. {Advice}"
            : $"Open MPI was not found (tried "
                + $"{string.Join(", ", names)}){(HasMpich() ? "; MPICH is here, whose binary interface is another" : "")}. {Advice}");
    }

    /// <summary>Begins; the threads of this process take turns in calling.</summary>
    /// <exception cref="MpiException">It was begun before in this process, or this Open MPI knows one thread only.</exception>
    public void Begin()
    {
        int flag;
        ((delegate* unmanaged<int*, int>)Export("MPI_Initialized"))(&flag);
        if (flag != 0)
        {
            throw new MpiException("MPI was initialised in this process before, which it can be once: keep the first group and hand it on");
        }

        int provided;
        Check(((delegate* unmanaged<int*, byte**, int, int*, int>)Export("MPI_Init_thread"))(null, null, Serialized, &provided),
            "MPI_Init_thread");
        if (provided < Serialized)
        {
            throw new MpiException(
                $"this Open MPI serves one thread only (level {provided}, {Serialized} was expected): take one that was built with "
                    + $"threads");
        }

        ReturnErrors(World);
    }

    public void End() => Check(((delegate* unmanaged<int>)Export("MPI_Finalize"))(), "MPI_Finalize");

    /// <summary>Ends all processes at once.</summary>
    public void Abort(int code) => ((delegate* unmanaged<nint, int, int>)Export("MPI_Abort"))(World, code);

    public int Rank(nint communicator) => Number("MPI_Comm_rank", communicator);

    public int Size(nint communicator) => Number("MPI_Comm_size", communicator);

    /// <summary>The same processes, whose messages do not mix with those of the original.</summary>
    public nint Duplicate(nint communicator)
    {
        nint result;
        Check(((delegate* unmanaged<nint, nint*, int>)Export("MPI_Comm_dup"))(communicator, &result), "MPI_Comm_dup");
        return result;
    }

    /// <summary>The processes of this machine, in the order of their ranks.</summary>
    public nint OnThisMachine(nint communicator)
    {
        nint result;
        Check(((delegate* unmanaged<nint, int, int, nint, nint*, int>)Export("MPI_Comm_split_type"))(communicator, SharedMemory, 0,
            _noInfo, &result), "MPI_Comm_split_type");
        return result;
    }

    /// <summary>The library's own name and version.</summary>
    public string Version()
    {
        var text = stackalloc byte[TextBytes];
        int length;
        Check(((delegate* unmanaged<byte*, int*, int>)Export("MPI_Get_library_version"))(text, &length), "MPI_Get_library_version");
        return Marshal.PtrToStringUTF8((nint)text)!.Split(',')[0].Trim();
    }

    public void AllReduce(void* data, int count, MpiElement element, ReduceOperation operation, nint communicator) =>
        Check(_allReduce(InPlace, data, count, _elements[(int)element], _operations[(int)operation], communicator), "MPI_Allreduce");

    public void AllGather(void* own, void* all, int count, MpiElement element, nint communicator) =>
        Check(_allGather(own, count, _elements[(int)element], all, count, _elements[(int)element], communicator), "MPI_Allgather");

    public void Broadcast(void* data, int count, MpiElement element, int root, nint communicator) =>
        Check(_broadcast(data, count, _elements[(int)element], root, communicator), "MPI_Bcast");

    /// <summary>Begins a barrier, which <see cref="Test"/> completes.</summary>
    public nint BeginBarrier(nint communicator)
    {
        nint request;
        Check(_beginBarrier(communicator, &request), "MPI_Ibarrier");
        return request;
    }

    /// <summary>Whether the request is complete.</summary>
    public bool Test(ref nint request)
    {
        int done;
        fixed (nint* at = &request)
        {
            // MPI_STATUS_IGNORE is a null pointer.
            Check(_test(at, &done, null), "MPI_Test");
        }

        return done != 0;
    }

    private static bool HasMpich() => NativeLibrary.TryLoad("libmpich.so.12", out _) || NativeLibrary.TryLoad("libmpi.so.12", out _);

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);

    private int Number(string function, nint communicator)
    {
        int result;
        Check(((delegate* unmanaged<nint, int*, int>)Export(function))(communicator, &result), function);
        return result;
    }

    /// <summary>Errors as codes instead of the end of the process; communicators made from this one take it over.</summary>
    private void ReturnErrors(nint communicator) => Check(((delegate* unmanaged<nint, nint, int>)Export("MPI_Comm_set_errhandler"))(
        communicator, _errorsReturn), "MPI_Comm_set_errhandler");

    private void Check(int code, string function)
    {
        if (code == 0)
        {
            return;
        }

        var text = stackalloc byte[TextBytes];
        int length;
        var known = ((delegate* unmanaged<int, byte*, int*, int>)Export("MPI_Error_string"))(code, text, &length) == 0;
        throw new MpiException(
            $"{function} failed: {(known ? Marshal.PtrToStringUTF8((nint)text) : $"error {code}")}. Look for the first error among all "
            + $"ranks, then start all of them again");
    }
}
